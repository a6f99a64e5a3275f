import { type Client, Events } from 'discord.js';
import type { Logger } from 'pino';

/**
 * Watches whether the bot is still a member of its server. When it is invited again its commands are put back and
 * `onBack` is called; meanwhile runs train, and what is to be said waits.
 */
export function followGuild(
  client: Client<true>,
  {
    guildId,
    register,
    onBack,
    log,
    say,
  }: {
    guildId: string;
    register: () => Promise<void>;
    onBack: () => void;
    log: Logger;
    say: (line: string) => void;
  },
): void {
  client.on(Events.GuildDelete, ({ id }) => {
    if (id !== guildId) return;
    log.error({ guild: id }, 'the bot was removed from its server');
    say('Somebody removed the bot from the server. Runs go on; invite it again and it says what it missed.');
  });
  client.on(Events.GuildCreate, ({ id }) => {
    if (id !== guildId) return;
    say('The bot is back in the server.');
    register().then(onBack, (error: unknown) =>
      log.error({ err: error }, 'the commands could not be put back; they come with the next start'),
    );
  });
}
