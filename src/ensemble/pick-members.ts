import { type DoneRun, isDone, lastFinished, rank } from '../runs/leaderboard.js';
import type { Run } from '../runs/run.js';
import { UserError } from '../user-error.js';

/**
 * The `top` best runs by dev micro-F1, best first, older before younger where they are equal. Scores on different data
 * do not compare, so only runs on the data of the run that finished last are picked.
 * @throws UserError `ensemble.top` | `ensemble.none` | `ensemble.few` saying what to type instead
 */
export function pickMembers(runs: readonly Run[], { top }: { top: number }): DoneRun[] {
  if (!Number.isInteger(top) || top < 1)
    throw new UserError(
      'ensemble.top',
      `top:${top} is not a number of runs: it must be a whole number from 1. Type, for example, /ensemble top:5.`,
    );
  const finished = runs.filter(isDone);
  const last = lastFinished(finished);
  if (!last)
    throw new UserError(
      'ensemble.none',
      'No run is finished yet, so there is nothing to put together. Type /train first, and /ensemble when it is done.',
    );
  const candidates = rank(finished, { dataHash: last.data.hash });
  if (candidates.length < top) throw tooFew(top, candidates.length, finished.length, last);
  return candidates.slice(0, top);
}

function tooFew(top: number, usable: number, finished: number, last: Run): UserError {
  const count = usable === 1 ? 'Only 1 finished run' : `Only ${usable} finished runs`;
  const others = finished - usable;
  const why =
    others > 0
      ? ` on the data of run ${last.id} (${last.spec.data}, as it is now); ` +
        `${others === 1 ? 'the other one' : `the other ${others}`} had other data, whose scores do not compare`
      : '';
  return new UserError(
    'ensemble.few',
    `${count}${why}: ${top} were asked for. Type /ensemble top:${usable}, or train more.`,
    { context: { top, usable } },
  );
}
