import { Client, DiscordjsErrorCodes, Events, GatewayIntentBits } from 'discord.js';
import pRetry from 'p-retry';
import type { Logger } from 'pino';
import { UserError } from '../user-error.js';
import type { Command } from './command.js';
import { isRefusal } from './discord-refusal.js';

export type DiscordPlace = {
  token: string;
  guildId: string;
  channelId: string;
  /** A compatible server in place of Discord, with its path: `http://127.0.0.1:8787/api`. */
  apiUrl: string | undefined;
};

/**
 * Logs in and puts the guild's commands in place; they are there at once. A set that stays the same costs no creates
 * (200 a day and guild). Goes on trying for as long as Discord cannot be reached.
 * @throws UserError `discord.login` | `discord.guild` saying which setting to look at; the signal's reason
 */
export async function connect(
  place: DiscordPlace,
  commands: Iterable<Command>,
  { log, say, signal }: { log: Logger; say: (line: string) => void; signal?: AbortSignal },
): Promise<Client<true>> {
  const data = [...commands].flatMap(({ data, menu }) => (menu ? [data, menu.data] : [data]));
  return pRetry(
    async () => {
      const client = await login(place, { log, say });
      try {
        await register(client, place.guildId, data);
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

type Data = Command['data'] | NonNullable<Command['menu']>['data'];

/** @throws UserError where Discord refuses; any other error may pass by itself */
async function register(client: Client<true>, guildId: string, data: Data[]): Promise<void> {
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

/** @throws UserError for a token that is refused; any other error may pass by itself */
async function login(
  { token, apiUrl }: DiscordPlace,
  { log, say }: { log: Logger; say: (line: string) => void },
): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    // What people typed mentions nobody, whichever message forgets to say so.
    allowedMentions: { parse: [] },
    ...(apiUrl ? { rest: { api: apiUrl } } : {}),
  });
  client.on(Events.Error, (error) => log.error({ err: error }, 'discord client'));
  client.on(Events.Warn, (message) => log.warn(message));
  client.on(Events.ShardDisconnect, ({ code }) => {
    log.error({ code }, 'Discord closed the gateway for good');
    say(
      `Discord closed the connection for good (code ${code}). Check the bot's token and intents, then start again.`,
    );
  });
  client.on(Events.ShardResume, (_id, replayed) => log.info({ replayed }, 'gateway resumed'));
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  try {
    await client.login(token);
    return await ready;
  } catch (cause) {
    await client.destroy();
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
