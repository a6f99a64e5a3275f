import { userInfo } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { loadSettings, type Settings } from './config/settings.js';
import { openLab } from './lab.js';
import { lockOwner } from './runs/process-lock.js';
import { runDoctor } from './terminal/doctor.js';
import { callBot } from './terminal/socket.js';
import { terminalHelp } from './terminal/terminal-help.js';
import { type Answer, type Caller, runVerb } from './terminal/verbs.js';
import { UserError } from './user-error.js';

/** `npm run lab -- VERB key:value … [--json]`: the channel's verbs in a terminal. */
async function main(words: readonly string[]): Promise<void> {
  const settings = loadSettings();
  const caller: Caller = {
    author: { id: null, name: userInfo().username },
    progress: (line) => process.stderr.write(`${line}\n`),
  };
  const { json, text } = await answer(words, settings, caller);
  process.stdout.write(`${words.includes('--json') ? JSON.stringify(json) : text}\n`);
}

async function answer(words: readonly string[], settings: Settings, caller: Caller): Promise<Answer> {
  const [verb = 'help'] = words;
  if (['help', '--help', '-h'].includes(verb)) return terminalHelp(settings);
  if (verb === 'doctor') return runDoctor(settings);
  // The bot owns the store while it runs; without it this process does.
  if (lockOwner(join(settings.home, 'labmate.lock')) !== undefined)
    return callBot(settings.home, words, caller);
  return answerAlone(words, settings, caller);
}

async function answerAlone(words: readonly string[], settings: Settings, caller: Caller): Promise<Answer> {
  const log = pino({ level: 'warn' }, pino.destination(2));
  const lab = await openLab(settings, log);
  const stop = () =>
    void lab.queue
      .stop()
      .then(() => lab.store.close())
      .finally(() => process.exit(130));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    if (words[0] === 'train') await lab.queue.start();
    return await runVerb(words, lab, caller);
  } finally {
    await lab.queue.stop();
    await lab.store.close();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(
    error instanceof UserError
      ? `${error.message}\n`
      : `Something went wrong in Labmate: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
}
