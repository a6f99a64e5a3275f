import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Practice } from '../../src/practice/start-practice.js';

const main = fileURLToPath(new URL('../../src/main.js', import.meta.url));

/** The real bot in a process of its own, told only by its environment where Discord and Google are. */
export class BotProcess {
  readonly child: ChildProcess;
  readonly said: string[] = [];

  private constructor(child: ChildProcess) {
    this.child = child;
  }

  /** Resolves when the bot says that it is ready. */
  static async start(env: Record<string, string>): Promise<BotProcess> {
    const child = fork(main, [], {
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...passedOn(), ...env },
    });
    const bot = new BotProcess(child);
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr])
        if (stream)
          createInterface({ input: stream }).on('line', (line) => {
            bot.said.push(line);
            if (line.startsWith('Labmate is ready')) resolve();
          });
      child.once('exit', (code) => reject(new Error(`the bot ended (${code}):\n${bot.said.join('\n')}`)));
    });
    return bot;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
  }
}

/** The settings of a team whose Discord and sheet are this practice guild. */
export const settingsFor = (practice: Practice, home: string): Record<string, string> => ({
  LABMATE_HOME: home,
  DISCORD_TOKEN: practice.token,
  DISCORD_GUILD_ID: practice.guildId,
  DISCORD_CHANNEL_ID: practice.channelId,
  DISCORD_API_URL: practice.discordApiUrl,
  GOOGLE_SHEETS_API_URL: practice.sheetsApiUrl,
  GOOGLE_SHEET_ID: practice.spreadsheetId,
  // Set, though empty: a developer's own .env must not reach a test.
  GOOGLE_APPLICATION_CREDENTIALS: '',
});

/** What decides about the engine. */
const passedOn = (): Record<string, string> =>
  Object.fromEntries(
    ['LABMATE_ENGINE', 'LABMATE_CACHE', 'XDG_CACHE_HOME'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
