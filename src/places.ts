import type { Logger } from 'pino';
import type { DiscordPlace } from './chat/connect.js';
import type { Settings } from './config/settings.js';
import { type Practice, startPractice } from './practice/start-practice.js';
import type { SheetPlace } from './sheet/open-sheet.js';
import { UserError } from './user-error.js';

/**
 * The practice guild, where something is not set up: Discord, the sheet, or both.
 * @throws UserError `practice.port`
 */
export async function practiceIfNeeded(settings: Settings, log: Logger): Promise<Practice | undefined> {
  const { DISCORD_TOKEN, GOOGLE_APPLICATION_CREDENTIALS, GOOGLE_SHEETS_API_URL, PRACTICE_PORT } =
    settings.environment;
  if (DISCORD_TOKEN && (GOOGLE_APPLICATION_CREDENTIALS || GOOGLE_SHEETS_API_URL)) return undefined;
  try {
    return await startPractice({ home: settings.home, port: PRACTICE_PORT, log });
  } catch (cause) {
    throw new UserError('practice.port', `${(cause as Error).message}.`, { cause });
  }
}

/** Google's sheets as they are set up; otherwise those of the practice guild. */
export function sheetPlace(set: SheetPlace, practice: Practice | undefined): SheetPlace {
  if (set.credentialsFile || set.rootUrl || !practice) return set;
  return {
    spreadsheetId: practice.spreadsheetId,
    credentialsFile: undefined,
    rootUrl: practice.sheetsApiUrl,
  };
}

/**
 * Discord as it is set up; otherwise the practice guild.
 * @throws UserError `config.discord` for settings that are there by half
 */
export function discordPlace({ environment }: Settings, practice: Practice | undefined): DiscordPlace {
  const { DISCORD_TOKEN, DISCORD_GUILD_ID, DISCORD_CHANNEL_ID, DISCORD_API_URL } = environment;
  if (DISCORD_TOKEN) {
    if (DISCORD_GUILD_ID && DISCORD_CHANNEL_ID)
      return {
        token: DISCORD_TOKEN,
        guildId: DISCORD_GUILD_ID,
        channelId: DISCORD_CHANNEL_ID,
        apiUrl: DISCORD_API_URL,
      };
    throw new UserError(
      'config.discord',
      'DISCORD_TOKEN is set, but DISCORD_GUILD_ID or DISCORD_CHANNEL_ID is not. In Discord turn on Developer Mode, right-click the server and the channel, “Copy ID”, and put both into .env.',
    );
  }
  if (!practice) throw new Error('No Discord and no practice guild: this cannot happen');
  const { token, guildId, channelId, discordApiUrl } = practice;
  return { token, guildId, channelId, apiUrl: discordApiUrl };
}
