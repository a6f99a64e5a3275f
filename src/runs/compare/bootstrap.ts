import { quantile } from './quantile.js';
import { SeededRandom } from './seeded-random.js';

/**
 * What F1 needs of each example, row by row: a column is a run, or one label of a run. `sizes` is predicted + true, so
 * that F1 = 2 x true positives / size, as everywhere (task/counts.ts). Both are [examples, columns].
 */
export type PairedCounts = {
  examples: number;
  columns: number;
  truePositives: Uint8Array;
  sizes: Uint8Array;
};

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

/** True positives stand above this, sizes below it: both sums of a column are one addition of doubles, exactly. */
const SHIFT = 2 ** 26;
const TAIL = 0.025;

/**
 * Paired bootstrap over examples: each resample draws as many examples as there are, with replacement, and every statistic
 * is computed on the same ones; the interval is from the 2.5th to the 97.5th percentile (Efron and Tibshirani 1993,
 * chapter 13; Koehn 2004 for scores that are no means).
 * @returns one interval for each statistic
 * @throws RangeError for counts that are empty, or so many (2^26 answers of a run) that sums would run into each other
 */
export function bootstrap({ counts, statistics, resamples, seed }: BootstrapJob): Interval[] {
  const { columns } = counts;
  const packed = pack(counts);
  const whole = new Float64Array(columns);
  for (let at = 0; at < packed.length; at += 1)
    whole[at % columns] = (whole[at % columns] ?? 0) + (packed[at] ?? 0);
  const sums = resample(packed, counts, resamples, new SeededRandom(seed));
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

function pack({ examples, columns, truePositives, sizes }: PairedCounts): Float64Array {
  if (examples === 0 || columns === 0 || sizes.length !== examples * columns)
    throw new RangeError(`counts of ${sizes.length} entries are not ${examples} examples x ${columns}`);
  const packed = new Float64Array(sizes.length);
  let largest = 0;
  for (let at = 0; at < packed.length; at += 1) {
    const size = sizes[at] ?? 0;
    packed[at] = (truePositives[at] ?? 0) * SHIFT + size;
    if (size > largest) largest = size;
  }
  if (examples * columns * largest >= SHIFT)
    throw new RangeError(`${examples} examples x ${columns} columns are too many to count in one sum`);
  return packed;
}

/** Packed sums of each column over each resample, [resamples, columns]. */
function resample(
  packed: Float64Array,
  { examples, columns }: PairedCounts,
  resamples: number,
  random: SeededRandom,
): Float64Array {
  const sums = new Float64Array(resamples * columns);
  const row = new Float64Array(columns);
  for (let r = 0; r < resamples; r += 1) {
    row.fill(0);
    for (let draw = 0; draw < examples; draw += 1) {
      const start = random.index(examples) * columns;
      for (let column = 0; column < columns; column += 1)
        row[column] = (row[column] as number) + (packed[start + column] as number);
    }
    sums.set(row, r * columns);
  }
  return sums;
}

function compute(statistic: Statistic, sums: Float64Array, start: number): number {
  let value = 0;
  for (const { columns, weight } of statistic) {
    let pooled = 0;
    for (const column of columns) pooled += sums[start + column] ?? 0;
    const truePositives = Math.floor(pooled / SHIFT);
    const size = pooled - truePositives * SHIFT;
    // 0/0 is 0, as in the run's own metrics.
    value += size === 0 ? 0 : (weight * 2 * truePositives) / size;
  }
  return value;
}
