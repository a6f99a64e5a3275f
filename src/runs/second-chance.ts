import { toTold } from '../texts/stored.js';
import { type Adjustment, adjustmentNote, halved, writeAdjustment } from './adjustment.js';
import { readEvents } from './read-events.js';
import { isBeyond, readResumePoint } from './resume-point.js';
import type { Run } from './run.js';
import type { RunFolder } from './run-folder.js';
import type { WorkerEvent } from './worker-event.js';

type Again = Pick<Run, 'interruption' | 'interruption_said' | 'crashes' | 'adjusted'>;

/**
 * Whether a run that failed is to be started again by itself, and with what change of its record:
 * - where memory ran out, with half the examples at once, down to one;
 * - where its process was killed or crashed after it had saved more than it began with, from there, so often that no run
 *   dies more than `maxCrashes` times.
 */
export async function secondChance(
  run: Run,
  folder: RunFolder,
  maxCrashes: number,
): Promise<Again | undefined> {
  const reason = run.failure?.reason;
  if (reason === 'oom') return withLessAtOnce(run, folder);
  if (reason === 'killed' || reason === 'crashed') return fromItsState(run, folder, maxCrashes);
  return undefined;
}

async function withLessAtOnce(run: Run, folder: RunFolder): Promise<Again | undefined> {
  const adjusted: Adjustment | undefined = halved(run.spec, run.adjusted);
  const begin = await firstBegin(run, folder);
  // Where it was full before a step was made ready, as with a model too large for it, fewer examples would not help.
  if (!adjusted || !begin) return undefined;
  await writeAdjustment(folder, adjusted);
  const { message, said } = toTold(adjustmentNote(run.spec, adjusted));
  return { adjusted, crashes: run.crashes, interruption: message, interruption_said: said };
}

async function fromItsState(run: Run, folder: RunFolder, maxCrashes: number): Promise<Again | undefined> {
  const crashes = run.crashes + 1;
  if (crashes >= maxCrashes) return undefined;
  const point = await readResumePoint(folder);
  const begin = await firstBegin(run, folder);
  if (!point || !begin) return undefined;
  const { part, step } = begin.type === 'resume' ? begin : { part: begin.part, step: 0 };
  if (!isBeyond(point, { part, step })) return undefined;
  const { message = null, said } = run.failure ?? {};
  return { adjusted: run.adjusted, crashes, interruption: message, interruption_said: said?.message };
}

/** Where its last attempt began to train; a run of several parts begins with each. */
async function firstBegin({ started_at }: Run, { events: file }: RunFolder) {
  const { events } = await readEvents(file, { skipSteps: true });
  return events.find(
    (event) => (event.type === 'start' || event.type === 'resume') && event.time >= (started_at ?? ''),
  ) as Extract<WorkerEvent, { type: 'start' | 'resume' }> | undefined;
}
