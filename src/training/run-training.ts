import { rm } from 'node:fs/promises';
import { readAdjustment } from '../runs/adjustment.js';
import { readResumePoint } from '../runs/resume-point.js';
import { memberFolders, runFolder } from '../runs/run-folder.js';
import type { RunSpec } from '../runs/spec.js';
import { loadEngine } from '../tensorflow/load-engine.js';
import { CancelledError, describeFailure } from './describe-failure.js';
import { EventLog } from './event-log.js';
import { readRunFile } from './read-run.js';
import { train } from './train.js';

/**
 * Trains the run of a folder, from where an earlier attempt saved it if one did, and writes how it ended as its last event.
 * @param signal aborted when the run is to stop: looked at between steps
 * @returns the exit status: 0 done, 1 failed
 */
export async function runTraining(dir: string, signal: AbortSignal): Promise<number> {
  const folder = runFolder(dir);
  const point = await readResumePoint(folder);
  const events = new EventLog(folder.events, point?.events_bytes);
  let spec: RunSpec | undefined;
  try {
    const run = await readRunFile(folder);
    const adjusted = await readAdjustment(folder);
    spec = { ...run.spec, ...adjusted };
    const engine = await loadEngine();
    await train({ run, folder, engine, events, signal, point, adjusted });
    return 0;
  } catch (error) {
    const failure = describeFailure(signal.aborted ? new CancelledError() : error, spec);
    if (failure.reason === 'bug') console.error(error);
    console.error([failure.message, failure.hint ?? ''].join(' ').trim());
    // Half a checkpoint is of no use, and on a full disk its space is what the last event needs.
    for (const { checkpoint, checkpointLast } of spec ? memberFolders(folder, spec) : [folder])
      for (const half of [checkpoint, checkpointLast])
        await rm(`${half}.new`, { recursive: true, force: true });
    events.write({ type: 'failed', time: new Date().toISOString(), ...failure });
    return 1;
  } finally {
    events.close();
  }
}
