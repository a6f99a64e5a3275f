import type { Run } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { RunQueue } from './run-queue.js';

/**
 * Takes a run out of the queue, or stops its worker.
 * @returns what happened, as a sentence in the reader's language
 * @throws UserError `cancel.ended` for a run that has ended
 */
export async function cancelRun(run: Run, { runs, queue }: { runs: Runs; queue: RunQueue }): Promise<Said> {
  if (run.state === 'queued') {
    await runs.cancelWaiting(run);
    return say('runErrors.cancel.out', { run: run.id });
  }
  if (run.state === 'running') {
    await queue.cancel(run.id);
    const { state } = runs.require(run.id);
    if (state === 'running')
      throw new UserError('cancel.elsewhere', say('runErrors.cancel.elsewhere', { run: run.id }));
    return state === 'cancelled'
      ? say('runErrors.cancel.done', { run: run.id })
      : say('runErrors.cancel.late', { run: run.id, state: say(`words.state.${state}`) });
  }
  throw new UserError(
    'cancel.ended',
    say('runErrors.cancel.ended', { run: run.id, state: say(`words.state.${run.state}`) }),
  );
}
