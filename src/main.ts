import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino, { type Logger } from 'pino';
import { loadSettings } from './config/settings.js';
import { startBot } from './bot.js';
import { UserError } from './user-error.js';

/** `npm start`: starts the bot and stops it at Ctrl-C or SIGTERM. */
async function main(): Promise<void> {
  const settings = loadSettings();
  makeHome(settings.home);
  const log = openLog(settings.home);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  const commandsFolder = fileURLToPath(new URL('../commands/', import.meta.url));
  const asked = new AbortController();
  let stopping = false;
  let bot: Awaited<ReturnType<typeof startBot>> | undefined;
  const stop = (): void => {
    // A second Ctrl-C does not wait: what is acknowledged is on the disk already.
    if (stopping) process.exit(1);
    stopping = true;
    console.log('Stopping; runs that train are taken up again at the next start.');
    asked.abort();
    void bot?.stop().finally(() => process.exit(0));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    bot = await startBot({
      settings,
      commandsFolder,
      log,
      say: (line) => console.log(line),
      signal: asked.signal,
    });
  } catch (error) {
    // Asked to stop while it was still starting: startBot has stopped what it had started.
    if (asked.signal.aborted) process.exit(0);
    throw error;
  }
}

function makeHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new UserError(
      'config.home',
      `The folder ${home} cannot be made (${why}). Set LABMATE_HOME to a folder that you may write to.`,
      { cause },
    );
  }
}

/**
 * The log lies on the disk that runs fill: a full one must neither end the bot (no listener) nor keep it from ending
 * (an asynchronous destination is flushed at exit until it succeeds). An interaction's token is in the url of an error.
 */
function openLog(home: string): Logger {
  const file = pino.destination({
    dest: join(home, 'labmate.log'),
    sync: true,
    maxLength: 1 << 20,
    mode: 0o600,
  });
  file.on('error', () => undefined);
  const redact = ['err.config', 'err.response', 'err.requestBody', 'err.url', '*.token'];
  return pino({ base: null, redact }, file);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof UserError ? error.message : error);
  process.exit(1);
}
