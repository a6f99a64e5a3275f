import { type DoneRun, isDone, lastFinished, rank } from '../runs/leaderboard.js';
import type { Run } from '../runs/run.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';

/**
 * The `top` best runs by dev micro-F1, best first, older before younger where they are equal. Scores on different data
 * do not compare, so only runs on the data of the run that finished last are picked.
 * @throws UserError `ensemble.top` | `ensemble.none` | `ensemble.few` saying what to type instead
 */
export function pickMembers(runs: readonly Run[], { top }: { top: number }): DoneRun[] {
  if (!Number.isInteger(top) || top < 1)
    throw new UserError('ensemble.top', say('ensembleErrors.top', { top }));
  const finished = runs.filter(isDone);
  const last = lastFinished(finished);
  if (!last) throw new UserError('ensemble.none', say('ensembleErrors.unfinished'));
  const candidates = rank(finished, { dataHash: last.data.hash });
  if (candidates.length < top) throw tooFew(top, candidates.length, finished.length, last);
  return candidates.slice(0, top);
}

function tooFew(top: number, usable: number, finished: number, last: Run): UserError {
  const only = say('ensembleErrors.only', { count: usable });
  const others = finished - usable;
  const which =
    others > 0
      ? say('ensembleErrors.others', { only, run: last.id, data: last.spec.data, count: others })
      : only;
  return new UserError('ensemble.few', say('ensembleErrors.few', { which, top, count: usable }), {
    context: { top, usable },
  });
}
