import { rm } from 'node:fs/promises';
import { type RunFile, runFolder } from '../runs/run-folder.js';
import { loadEngine } from '../tensorflow/load-engine.js';
import { CancelledError, describeFailure } from './describe-failure.js';
import { EventLog } from './event-log.js';
import { readRunFile } from './read-run.js';
import { train } from './train.js';

/**
 * Trains the run of a folder and writes how it ended as its last event.
 * @param signal aborted when the run is to stop: looked at between steps
 * @returns the exit status: 0 done, 1 failed
 */
export async function runTraining(dir: string, signal: AbortSignal): Promise<number> {
  const folder = runFolder(dir);
  const events = new EventLog(folder.events);
  let run: RunFile | undefined;
  try {
    run = await readRunFile(folder);
    const engine = await loadEngine();
    await train({ run, folder, engine, events, signal });
    return 0;
  } catch (error) {
    const failure = describeFailure(signal.aborted ? new CancelledError() : error, run?.spec);
    if (failure.reason === 'bug') console.error(error);
    console.error([failure.message, failure.hint ?? ''].join(' ').trim());
    // Half a checkpoint is of no use, and on a full disk its space is what the last event needs.
    await rm(`${folder.checkpoint}.new`, { recursive: true, force: true });
    events.write({ type: 'failed', time: new Date().toISOString(), ...failure });
    return 1;
  } finally {
    events.close();
  }
}
