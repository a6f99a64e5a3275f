import { userInfo } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { loadSettings, type Settings } from './config/settings.js';
import { openLab } from './lab.js';
import { lockOwner } from './runs/process-lock.js';
import { runBench } from './terminal/bench.js';
import { runData } from './terminal/data.js';
import { runDoctor } from './terminal/doctor.js';
import { runExplain } from './terminal/explain.js';
import { optionHelp } from './terminal/option-help.js';
import { runPredict } from './terminal/predict.js';
import { callBot, serveTerminal } from './terminal/socket.js';
import { runSheetSetup } from './terminal/sheet-setup.js';
import { sweepTrains } from './terminal/sweep.js';
import { terminalHelp } from './terminal/terminal-help.js';
import type { Answer, Caller } from './terminal/verb.js';
import { runVerb } from './terminal/verbs.js';
import { wholePaths } from './terminal/whole-paths.js';
import { parseWords } from './terminal/words.js';
import { UserError } from './user-error.js';

/** Where the person typed; npm itself changes to the project's folder. */
const cwd = process.env.INIT_CWD ?? process.cwd();

/** `npm run lab -- VERB key:value … [--json]`: the channel's verbs in a terminal. */
async function main(words: readonly string[]): Promise<void> {
  const settings = loadSettings();
  const caller: Caller = {
    author: { id: null, name: userInfo().username },
    progress: (line) => process.stderr.write(`${line}\n`),
  };
  const { json, text } = await answer(
    await wholePaths(words, { cwd, models: Object.keys(settings.models) }),
    settings,
    caller,
  );
  process.stdout.write(`${words.includes('--json') ? JSON.stringify(json) : text}\n`);
}

async function answer(words: readonly string[], settings: Settings, caller: Caller): Promise<Answer> {
  const [verb = 'help'] = words;
  const about = verb === 'help' ? parseWords(words.slice(1)).plain[0] : undefined;
  if (about !== undefined) return optionHelp(about, settings);
  if (['help', '--help', '-h'].includes(verb)) return terminalHelp(settings);
  if (verb === 'doctor') return runDoctor(settings);
  if (verb === 'data') return runData(parseWords(words.slice(1)), { settings, cwd });
  if (verb === 'sheet' && words[1] === 'setup')
    return runSheetSetup(parseWords(words.slice(1)), settings, caller.progress);
  if (verb === 'explain') return runExplain(parseWords(words.slice(1)), settings.labmate.language);
  if (verb === 'bench')
    return untilInterrupted((signal) =>
      runBench(parseWords(words.slice(1)), { python: settings.environment.BENCH_PYTHON, ...caller, signal }),
    );
  // A text is answered by a run of the store, a file by any checkpoint.
  if (verb === 'predict' && !words.some((word) => word.startsWith('text:')))
    return untilInterrupted((signal) =>
      runPredict(parseWords(words.slice(1)), { settings, ...caller, signal, cwd }),
    );
  // Whoever holds the lock owns the store: the bot, or a terminal that trains without it.
  const owner = lockOwner(join(settings.home, 'labmate.lock'));
  if (owner === undefined) return answerAlone(words, settings, caller);
  const leave = () =>
    leaveWith('What was started goes on; `npm run lab -- queue` shows it, `cancel` stops it.');
  process.once('SIGINT', leave).once('SIGTERM', leave);
  return callBot(settings.home, words, { ...caller, owner });
}

/** Opens the store itself, and answers other terminals meanwhile. */
async function answerAlone(words: readonly string[], settings: Settings, caller: Caller): Promise<Answer> {
  const log = pino({ level: 'warn' }, pino.destination(2));
  const lab = await openLab(settings, log);
  const close = await serveTerminal(settings.home, lab, (error) => log.error({ err: error }));
  const stop = async (): Promise<void> => {
    await close();
    await lab.predictor.stop();
    await lab.sweeps.stop();
    await lab.ensembles.stop();
    await lab.queue.stop();
    await lab.store.close();
  };
  const interrupted = () =>
    void stop().finally(() => leaveWith('Stopped. A run that was not done waits for the next start.'));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    await lab.queue.recover();
    if (['train', 'rerun'].includes(words[0] ?? '') || sweepTrains(words)) await lab.queue.start();
    if (sweepTrains(words)) lab.sweeps.start();
    return await runVerb(words, lab, caller);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await stop();
  }
}

/** Work in processes of its own, beside whatever the bot does. */
function untilInterrupted(work: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const stop = new AbortController();
  const interrupted = () => {
    stop.abort();
    leaveWith('Stopped. Nothing that was started goes on.');
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  return work(stop.signal);
}

/** 130: ended by Ctrl-C, as shells have it. */
function leaveWith(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(130);
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
