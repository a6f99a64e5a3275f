import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { refuseImported } from '../imported.js';
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
    throw new UserError('compare.same', say('compareErrors.same', { run: first.id }));
  return { kind: 'two', comparison: await compareTwo(first, second, folderOf) };
}

function requireDone(typed: string, runs: Pick<Runs, 'require'>): DoneRun {
  const run = runs.require(typed);
  if (isDone(run)) return run;
  refuseImported(run);
  throw new UserError(
    'compare.open',
    run.state === 'queued' || run.state === 'running'
      ? say('compareErrors.open', { run: run.id, state: say(`words.state.${run.state}`) })
      : say('compareErrors.ended', { run: run.id, state: say(`words.state.${run.state}`) }),
  );
}
