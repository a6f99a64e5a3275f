import type { DoneRun } from '../leaderboard.js';
import type { RunFolder } from '../run-folder.js';
import type { Interval, Statistic } from './bootstrap.js';
import { countsByRun, f1Of } from './counts-of.js';
import {
  type Difference,
  differenceOf,
  intervals,
  isDistinguishable,
  minus,
  RESAMPLES,
  SEED,
} from './difference.js';
import type { PairGroup } from './find-pairs.js';
import { readAnswers } from './read-answers.js';

/** The pairs of two values, each with its difference in micro-F1, and the mean of those. */
export type ComparedGroup = {
  from: string;
  to: string;
  pairs: { first: DoneRun; second: DoneRun; micro: Difference }[];
  mean: { difference: number; low: number; high: number; distinguishable: boolean };
};

export type PairsComparison = {
  by: string;
  groups: ComparedGroup[];
  examples: number;
  resamples: number;
  seed: number;
};

/**
 * Compares the runs of each pair, and the mean over the pairs of two values. All of it is computed on the same resamples
 * of the examples, since the pairs were scored on the same ones: intervals of the mean from one bootstrap a pair would
 * take their errors for independent, and come out too narrow.
 * @throws UserError as readAnswers
 */
export async function comparePairs(
  by: string,
  groups: readonly PairGroup[],
  folderOf: (id: string) => RunFolder,
  { resamples = RESAMPLES, seed = SEED }: { resamples?: number; seed?: number } = {},
): Promise<PairsComparison> {
  const runs = [
    ...new Map(
      groups
        .flatMap(({ pairs }) => pairs.flatMap(({ first, second }) => [first, second]))
        .map((run) => [run.id, run]),
    ).values(),
  ];
  const column = new Map(runs.map((run, at) => [run.id, [at]]));
  const of = (run: DoneRun): number[] => column.get(run.id) ?? [];
  const read = await readAnswers(runs, folderOf);
  const counts = countsByRun(read);
  const statistics = groups.flatMap(({ pairs }): Statistic[] => [
    pairs.flatMap(({ first, second }) => minus(of(second), of(first), 1 / pairs.length)),
    ...pairs.map(({ first, second }) => minus(of(second), of(first))),
  ]);
  const found = await intervals({ counts, statistics, resamples, seed });
  const next = (): Interval => {
    const interval = found.shift();
    if (!interval) throw new Error('the bootstrap left a difference out');
    return interval;
  };
  const f1 = new Map(runs.map((run) => [run.id, f1Of(counts, of(run))]));
  return {
    ...{ by, examples: read.examples.length, resamples, seed },
    groups: groups.map(({ from, to, pairs }) => {
      const { value, low, high } = next();
      return {
        ...{ from, to },
        mean: { difference: value, low, high, distinguishable: isDistinguishable({ low, high }) },
        pairs: pairs.map(({ first, second }) => ({
          ...{ first, second },
          micro: differenceOf(next(), f1.get(first.id) ?? 0, f1.get(second.id) ?? 0),
        })),
      };
    }),
  };
}
