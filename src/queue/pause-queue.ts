import type { Author } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import type { RunQueue } from './run-queue.js';

type Where = { runs: Runs; queue: RunQueue };

/** No waiting run is started until the queue is resumed, over restarts, too; what trains goes on. False: it was already. */
export async function pauseQueue(author: Author, { runs }: Where, now = new Date()): Promise<boolean> {
  if (runs.store.paused()) return false;
  await runs.store.savePaused({ author, at: now.toISOString() });
  return true;
}

/** Starts runs again. False where nothing was paused. */
export async function resumeQueue({ runs, queue }: Where): Promise<boolean> {
  const paused = runs.store.paused() !== null;
  if (paused) await runs.store.savePaused(null);
  queue.wake();
  return paused;
}
