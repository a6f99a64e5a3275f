import { UserError } from '../../user-error.js';
import { type DoneRun, isDone } from '../leaderboard.js';
import type { Runs } from '../runs.js';
import { comparePairs, type PairsComparison } from './compare-pairs.js';
import { compareTwo, type Comparison } from './compare-two.js';
import { findPairs } from './find-pairs.js';
import type { Asked } from './parse-comparison.js';

export type Compared = { kind: 'two'; comparison: Comparison } | { kind: 'by'; comparison: PairsComparison };

/**
 * Answers `results compare`.
 * @throws UserError for runs that are not there, not done, or do not compare
 */
export async function compare(
  asked: Asked,
  runs: Pick<Runs, 'require' | 'folder' | 'store'>,
): Promise<Compared> {
  const folderOf = (id: string) => runs.folder(id);
  if (asked.kind === 'by') {
    const groups = findPairs(runs.store.list(), asked);
    return { kind: 'by', comparison: await comparePairs(asked.by, groups, folderOf) };
  }
  const [first, second] = [requireDone(asked.run, runs), requireDone(asked.with, runs)];
  if (first.id === second.id)
    throw new UserError(
      'compare.same',
      `Both are run ${first.id}, which never differs from itself. Name another run, for example with \`/results best\` before you.`,
    );
  return { kind: 'two', comparison: await compareTwo(first, second, folderOf) };
}

function requireDone(typed: string, runs: Pick<Runs, 'require'>): DoneRun {
  const run = runs.require(typed);
  if (isDone(run)) return run;
  throw new UserError(
    'compare.open',
    run.state === 'queued' || run.state === 'running'
      ? `Run ${run.id} is ${run.state}, so it has no scores yet. Compare it when it is done.`
      : `Run ${run.id} is ${run.state} and has no scores. Train it again, or compare another.`,
  );
}
