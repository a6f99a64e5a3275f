import type { DoneRun } from '../leaderboard.js';
import { LOSSES, type LossName } from '../loss-options.js';
import { newestOfEach, pairsOf } from './find-pairs.js';

/** Differences are dev micro-F1 at 0.5 of `second` (with the loss `to`) less that of `first` (with `from`). */
export type LossPair = { first: DoneRun; second: DoneRun; difference: number };

export type LossPairs = {
  from: LossName;
  to: LossName;
  /** Newest first. */
  pairs: LossPair[];
  /** Over the pairs; null where there is none. */
  difference: { mean: number; smallest: number; largest: number } | null;
  /** Pairs in which `to` is the better one, and in which it is the worse one. */
  wins: number;
  losses: number;
};

/** What the team argues about most: compared even before there is a pair. */
const ALWAYS: readonly LossName[] = ['bce', 'asl', 'apl'];

/**
 * Each loss against each other in runs that differ in nothing but the loss and its parameters, as `/results compare
 * by:loss` pairs them, without intervals: those need every run's answers.
 * @param runs all on the same data
 */
export function lossPairs(runs: readonly DoneRun[]): LossPairs[] {
  const candidates = newestOfEach(runs);
  const used = new Set(candidates.map(({ spec }) => spec.loss));
  const compared = LOSSES.filter((loss) => ALWAYS.includes(loss) || used.has(loss));
  return compared.flatMap((from, at) => compared.slice(at + 1).map((to) => compare(candidates, from, to)));
}

function compare(runs: readonly DoneRun[], from: LossName, to: LossName): LossPairs {
  const newest = ({ first, second }: LossPair) => Math.max(Number(first.id), Number(second.id));
  const pairs = pairsOf(runs, 'loss', from, to)
    .map(({ first, second }) => ({
      ...{ first, second },
      difference: second.result.dev.micro_f1 - first.result.dev.micro_f1,
    }))
    .sort((a, b) => newest(b) - newest(a));
  // Not Math.min(...): a sweep makes more pairs than a call takes arguments.
  let [sum, smallest, largest] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { difference } of pairs) {
    sum += difference;
    smallest = Math.min(smallest, difference);
    largest = Math.max(largest, difference);
  }
  return {
    ...{ from, to, pairs },
    difference: pairs.length === 0 ? null : { mean: sum / pairs.length, smallest, largest },
    wins: pairs.filter(({ difference }) => difference > 0).length,
    losses: pairs.filter(({ difference }) => difference < 0).length,
  };
}
