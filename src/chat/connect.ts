import {
  Client,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  Partials,
} from 'discord.js';
import pRetry from 'p-retry';
import type { Logger } from 'pino';
import { UserError } from '../user-error.js';
import type { Command } from './command.js';
import { isRefusal } from './discord-refusal.js';
import { localise } from './localise.js';

export type DiscordPlace = {
  token: string;
  guildId: string;
  channelId: string;
  /** A compatible server in place of Discord, with its path: `http://127.0.0.1:8787/api`. */
  apiUrl: string | undefined;
};

/**
 * Logs in and puts the guild's commands in place. Goes on trying for as long as Discord cannot be reached.
 * @throws UserError `discord.login` | `discord.guild` saying which setting to look at; the signal's reason
 */
export async function connect(
  place: DiscordPlace,
  commands: Iterable<Command>,
  { log, say, signal }: { log: Logger; say: (line: string) => void; signal?: AbortSignal },
): Promise<Client<true>> {
  /** Whether what people write may be read; taken back where Discord refuses it. */
  let reads = true;
  const enter = async (): Promise<Client<true>> => {
    try {
      return await login(place, reads ? [...QUIET, ...READING] : QUIET, { log, say });
    } catch (error) {
      if (!(error instanceof IntentsRefused)) throw error;
      reads = false;
      log.warn('Discord refuses the message content intent');
      say(
        'Discord does not let the bot read messages: what people write in the threads of runs is not kept. To change that, switch on “Message Content Intent” in the Developer Portal (Bot → Privileged Gateway Intents) and start again.',
      );
      return login(place, QUIET, { log, say });
    }
  };
  return pRetry(
    async () => {
      const client = await enter();
      try {
        await register(client, place.guildId, commands);
        return client;
      } catch (error) {
        await client.destroy();
        throw error;
      }
    },
    {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 2_000,
      maxTimeout: 60_000,
      randomize: true,
      ...(signal ? { signal } : {}),
      shouldRetry: ({ error }) => !(error instanceof UserError),
      onFailedAttempt: ({ error, attemptNumber }) => {
        log.warn({ err: error, attemptNumber }, 'Discord cannot be reached; trying again');
        if (attemptNumber === 1)
          say('Discord cannot be reached; Labmate keeps trying. Runs train meanwhile.');
      },
    },
  );
}

/**
 * Puts the guild's commands in place; they are there at once. A set that stays the same costs no creates (200 a day).
 * @throws UserError `discord.guild` where Discord refuses; any other error may pass by itself
 */
export async function register(
  client: Client<true>,
  guildId: string,
  commands: Iterable<Command>,
): Promise<void> {
  const data = [...commands].flatMap(({ data, menu }) => [localise(data), ...(menu ? [menu.data] : [])]);
  try {
    const guild = await client.guilds.fetch(guildId);
    await guild.commands.set(data);
  } catch (cause) {
    if (!isRefusal(cause)) throw cause;
    throw new UserError(
      'discord.guild',
      `The bot cannot use the server ${guildId} (${(cause as Error).message}). Check DISCORD_GUILD_ID, and invite the bot there with the scopes bot and applications.commands.`,
      { cause },
    );
  }
}

const QUIET = [GatewayIntentBits.Guilds];
/** To keep what people write in the threads of runs. The content is a privileged intent: Discord may refuse it. */
const READING = [GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent];

/** How @discordjs/ws calls close code 4014. */
const REFUSED = 'Used disallowed intents';

class IntentsRefused extends Error {}

/** Whether the client gets to read what people write. */
export const readsMessages = ({ options }: Client): boolean =>
  options.intents.has(GatewayIntentBits.MessageContent);

/** @throws UserError for a token that is refused; IntentsRefused; any other error may pass by itself */
async function login(
  { token, apiUrl }: DiscordPlace,
  intents: readonly GatewayIntentBits[],
  { log, say }: { log: Logger; say: (line: string) => void },
): Promise<Client<true>> {
  const client = new Client({
    intents: [...intents],
    // Edits and deletions of messages from before this start are told, too.
    partials: [Partials.Message],
    // What people typed mentions nobody, whichever message forgets to say so.
    allowedMentions: { parse: [] },
    ...(apiUrl ? { rest: { api: apiUrl } } : {}),
  });
  client.on(Events.Error, (error) => log.error({ err: error }, 'discord client'));
  client.on(Events.Warn, (message) => log.warn(message));
  const refused = new Promise<never>((_resolve, reject) => {
    client.on(Events.ShardDisconnect, ({ code }) => {
      if (code === (GatewayCloseCodes.DisallowedIntents as number)) reject(new IntentsRefused());
    });
  });
  refused.catch(() => undefined);
  client.on(Events.ShardDisconnect, ({ code }) => {
    if (code === (GatewayCloseCodes.DisallowedIntents as number) && !client.isReady()) return;
    log.error({ code }, 'Discord closed the gateway for good');
    say(
      `Discord closed the connection for good (code ${code}). Check the bot's token and intents, then start again.`,
    );
  });
  client.on(Events.ShardResume, (_id, replayed) => log.info({ replayed }, 'gateway resumed'));
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  try {
    await Promise.race([client.login(token), refused]);
    return await Promise.race([ready, refused]);
  } catch (cause) {
    await client.destroy();
    if (cause instanceof IntentsRefused || (cause as Error).message === REFUSED) throw new IntentsRefused();
    const { code, message } = cause as { code?: unknown; message: string };
    if (code !== DiscordjsErrorCodes.TokenInvalid) throw cause;
    throw new UserError(
      'discord.login',
      `Discord refused the login (${message}). Check DISCORD_TOKEN in .env (Developer Portal → Bot → Reset Token).`,
      { cause },
    );
  }
}

/** Where links to channels and threads lead: Discord, or the compatible server's own page. */
export const linkBase = (apiUrl: string | undefined): string =>
  apiUrl ? new URL(apiUrl).origin : 'https://discord.com';
