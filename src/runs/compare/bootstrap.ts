import { ratio } from '../../task/counts.js';
import { quantile } from '../quantile.js';
import { type PairedCounts, resample, type Sums, sumWhole } from './resample.js';
import { SeededRandom } from '../seeded-random.js';

/** A weighted sum of F1s, each pooled over its columns: of weights -1 and 1 a difference. */
export type Statistic = readonly { columns: readonly number[]; weight: number }[];

export type BootstrapJob = {
  counts: PairedCounts;
  statistics: readonly Statistic[];
  resamples: number;
  seed: number;
};

/** The statistic of the examples as they are, and its 95 % interval. */
export type Interval = { value: number; low: number; high: number };

const TAIL = 0.025;

/**
 * Paired bootstrap over examples: each resample draws as many examples as there are, with replacement, and every statistic
 * is computed on the same ones; the interval is from the 2.5th to the 97.5th percentile (Efron and Tibshirani 1993,
 * chapter 13; Koehn 2004 for scores that are no means).
 * @returns one interval for each statistic
 * @throws RangeError as resample
 */
export function bootstrap({ counts, statistics, resamples, seed }: BootstrapJob): Interval[] {
  const { columns } = counts;
  const sums = resample(counts, resamples, new SeededRandom(seed));
  const whole = sumWhole(counts);
  const values = new Float64Array(resamples);
  return statistics.map((statistic) => {
    for (let r = 0; r < resamples; r += 1) values[r] = compute(statistic, sums, r * columns);
    values.sort();
    return {
      value: compute(statistic, whole, 0),
      low: quantile(values, TAIL),
      high: quantile(values, 1 - TAIL),
    };
  });
}

function compute(statistic: Statistic, sums: Sums, start: number): number {
  let value = 0;
  for (const { columns, weight } of statistic) {
    let [truePositives, size] = [0, 0];
    for (const column of columns) {
      truePositives += sums.truePositives[start + column] ?? 0;
      size += sums.sizes[start + column] ?? 0;
    }
    // 0/0 is 0, as in the run's own metrics.
    value += weight * ratio(2 * truePositives, size);
  }
  return value;
}
