import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { loadSettings } from './config/settings.js';
import { startBot } from './bot.js';
import { UserError } from './user-error.js';

/** `npm start`: starts the bot and stops it at Ctrl-C or SIGTERM. */
async function main(): Promise<void> {
  const settings = loadSettings();
  mkdirSync(settings.home, { recursive: true, mode: 0o700 });
  const log = pino(
    { base: null, redact: ['err.config', 'err.response', 'err.requestBody', '*.token'] },
    pino.destination({ dest: join(settings.home, 'labmate.log'), mkdir: true, sync: false, mode: 0o600 }),
  );
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  const commandsFolder = fileURLToPath(new URL('../commands/', import.meta.url));
  const bot = await startBot({ settings, commandsFolder, log, say: (line) => console.log(line) });
  let stopping = false;
  const stop = (): void => {
    // A second Ctrl-C does not wait: what is acknowledged is on the disk already.
    if (stopping) process.exit(1);
    stopping = true;
    console.log('Stopping; runs that train are taken up again at the next start.');
    bot.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof UserError ? error.message : error);
  process.exit(1);
}
