import { open, readFile, statfs } from 'node:fs/promises';
import { runMetricsSchema } from '../task/metrics.js';
import { readEvents } from './read-events.js';
import type { Run } from './run.js';
import type { RunFolder } from './run-folder.js';
import type { WorkerEvent } from './worker-event.js';

type Outcome = Pick<Run, 'state' | 'result' | 'failure'>;
/** How a worker's process ended, as its parent saw it. */
export type Exit = { code: number | null; signal: string | null; cancelled: boolean };
type Final = Extract<WorkerEvent, { type: 'done' | 'failed' }>;

/**
 * How a run ended, from what its worker left in the folder; `exit` helps where it could not say so itself. Never
 * rejects: a folder that cannot be read is an outcome, too.
 */
export async function readOutcome(folder: RunFolder, exit: Exit): Promise<Outcome> {
  try {
    return await readLeft(folder, exit);
  } catch (error) {
    return ended('failed', {
      reason: 'bug',
      message: `Its folder cannot be read (${(error as Error).message.slice(0, 200)}).`,
      hint: 'Look at the folder on the host, then start it again with /train.',
    });
  }
}

async function readLeft(folder: RunFolder, exit: Exit): Promise<Outcome> {
  const { events } = await readEvents(folder.events, { skipSteps: true });
  const final = events.findLast((event): event is Final => event.type === 'done' || event.type === 'failed');
  if (final?.type === 'done') return readResult(folder, final, events);
  if (exit.cancelled || final?.reason === 'cancelled')
    return ended('cancelled', { reason: 'cancelled', message: 'It was cancelled while it trained.' });
  if (final) {
    const { reason, message, hint } = final;
    return ended('failed', { reason, message, ...(hint ? { hint } : {}) });
  }
  return ended('failed', await explainExit(folder, exit));
}

const ended = (state: Run['state'], failure: Run['failure']): Outcome => ({ state, result: null, failure });

async function readResult(
  folder: RunFolder,
  done: Extract<Final, { type: 'done' }>,
  events: WorkerEvent[],
): Promise<Outcome> {
  const start = events.findLast((event) => event.type === 'start');
  try {
    const metrics = runMetricsSchema.parse(JSON.parse(await readFile(folder.metrics, 'utf8')));
    const engine = start
      ? `${start.engine.kind} ${start.engine.tensorflow} ${start.engine.device}${start.engine.slow ? ' (slow engine)' : ''}`
      : 'unknown';
    const { best_epoch, seconds } = done;
    const result = { ...metrics, best_epoch, seconds, engine, ...countTokens(events) };
    return { state: 'done', result, failure: null };
  } catch (error) {
    return ended('failed', {
      reason: 'bug',
      message: `It finished, but its metrics.json cannot be read (${(error as Error).message.slice(0, 200)}).`,
      hint: 'Its scores are still in the run folder; start it again with /train.',
    });
  }
}

/** Of all epochs together; nothing where the worker did not count. */
function countTokens(events: readonly WorkerEvent[]): { tokens?: number; padding?: number } {
  const sums = { tokens: 0, padding: 0 };
  for (const event of events) {
    if (event.type !== 'epoch') continue;
    sums.tokens += event.tokens ?? 0;
    sums.padding += event.padding ?? 0;
  }
  return sums.tokens > 0 ? sums : {};
}

async function explainExit(
  folder: RunFolder,
  { code, signal }: { code: number | null; signal: string | null },
): Promise<NonNullable<Run['failure']>> {
  if (signal === 'SIGKILL')
    return {
      reason: 'killed',
      message: 'Its process was killed (SIGKILL), most often because memory ran out.',
      hint: 'Try a smaller batch or maxlen, for example batch:16 maxlen:64.',
    };
  if (await diskIsFull(folder))
    return {
      reason: 'disk',
      message: 'It stopped because the disk is full.',
      hint: "Free some space in Labmate's folder (old folders in runs/), then start it again.",
    };
  const lastLine = lastWord(await logTail(folder, 4000));
  const how = signal ? `by the signal ${signal}` : `with exit status ${code ?? 'unknown'}`;
  return {
    reason: 'crashed',
    message: `Its process ended ${how} before it was done${lastLine ? `; last line of its log: ${lastLine.slice(0, 200)}` : ''}.`,
    hint: 'Its log.txt says more; if it is no fault of the settings, start it again.',
  };
}

/** The line of a log that says most: the last one about an error, without stack and version. */
function lastWord(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '' && !/^(Node\.js v|\s+at )/.test(line));
  return (lines.findLast((line) => /error|what\(\)/i.test(line)) ?? lines.at(-1) ?? '').trim();
}

async function diskIsFull(folder: RunFolder): Promise<boolean> {
  const disk = await statfs(folder.dir).catch(() => undefined);
  return disk !== undefined && disk.bavail * disk.bsize < 64 * 1024;
}

/** The end of a run's log, at most `bytes` of it; empty where there is none. */
export async function logTail(folder: RunFolder, bytes: number): Promise<string> {
  try {
    const handle = await open(folder.log, 'r');
    try {
      const { size } = await handle.stat();
      const tail = Buffer.alloc(Math.min(size, bytes));
      await handle.read(tail, 0, tail.length, Math.max(0, size - bytes));
      return tail.toString('utf8');
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}
