import type { Run } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import { UserError } from '../user-error.js';
import type { RunQueue } from './run-queue.js';

/**
 * Takes a run out of the queue, or stops its worker.
 * @returns what happened, as a sentence
 * @throws UserError `cancel.ended` for a run that has ended
 */
export async function cancelRun(run: Run, { runs, queue }: { runs: Runs; queue: RunQueue }): Promise<string> {
  if (run.state === 'queued') {
    await runs.cancelWaiting(run);
    return `Run ${run.id} is out of the queue.`;
  }
  if (run.state === 'running') {
    await queue.cancel(run.id);
    const { state } = runs.require(run.id);
    if (state === 'running')
      throw new UserError(
        'cancel.elsewhere',
        `Run ${run.id} could not be stopped from here. Start Labmate: it finds out what became of it.`,
      );
    return state === 'cancelled'
      ? `Run ${run.id} is cancelled.`
      : `Run ${run.id} ended before it could be cancelled: it is ${state}.`;
  }
  throw new UserError(
    'cancel.ended',
    `Run ${run.id} has ended already (${run.state}). \`/queue\` shows what can be cancelled.`,
  );
}
