import type { SeededRandom } from '../seeded-random.js';

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

/** Sums of each column over each resample, [resamples, columns]. */
export type Sums = { truePositives: Int32Array; sizes: Int32Array };

/** A double holds whole numbers of 53 bits: two halves, each with one column or two. */
const HALF_BITS = 26;
const HALF = 2 ** HALF_BITS;

/** Where a column's counts lie: its size in the lower `sizeBits` of its `bits`, its true positives above. */
type Layout = { bits: number; sizeBits: number };
const ONE_LABEL: Layout = { bits: 13, sizeBits: 7 };
const MANY_LABELS: Layout = { bits: 26, sizeBits: 13 };

/**
 * Sums over examples that are drawn with replacement, as many as there are. Nearly all time of a bootstrap goes into these
 * additions, so up to four columns are added at once, as parts of one double, and taken apart before any of them could
 * run over: after every 63 examples of single labels. The sums are exact.
 * @throws RangeError for counts of another shape, and for more true positives than a size allows
 */
export function resample(counts: PairedCounts, resamples: number, random: SeededRandom): Sums {
  const { examples, columns } = counts;
  const largest = checkCounts(counts);
  const layout = largest <= 2 ? ONE_LABEL : MANY_LABELS;
  const perLane = (2 * HALF_BITS) / layout.bits;
  const lanes = Math.ceil(columns / perLane);
  const packed = pack(counts, layout, lanes);
  const atOnce = Math.floor((2 ** layout.sizeBits - 1) / Math.max(1, largest));
  const sums = emptySums(resamples * columns);
  const row = new Float64Array(lanes);
  for (let r = 0; r < resamples; r += 1)
    for (let left = examples; left > 0; left -= atOnce) {
      row.fill(0);
      for (let draw = Math.min(left, atOnce); draw > 0; draw -= 1) {
        const start = random.index(examples) * lanes;
        for (let lane = 0; lane < lanes; lane += 1)
          row[lane] = (row[lane] as number) + (packed[start + lane] as number);
      }
      unpack(row, layout, sums, r * columns, columns);
    }
  return sums;
}

/** Sums of each column over the examples as they are, [columns]. */
export function sumWhole({ columns, truePositives, sizes }: PairedCounts): Sums {
  const sums = emptySums(columns);
  for (let at = 0; at < sizes.length; at += 1) {
    const column = at % columns;
    sums.truePositives[column] = (sums.truePositives[column] ?? 0) + (truePositives[at] ?? 0);
    sums.sizes[column] = (sums.sizes[column] ?? 0) + (sizes[at] ?? 0);
  }
  return sums;
}

const emptySums = (length: number): Sums => ({
  truePositives: new Int32Array(length),
  sizes: new Int32Array(length),
});

/** @returns the largest size */
function checkCounts({ examples, columns, truePositives, sizes }: PairedCounts): number {
  const entries = examples * columns;
  if (entries === 0 || sizes.length !== entries || truePositives.length !== entries)
    throw new RangeError(`counts of ${sizes.length} entries are not ${examples} examples x ${columns}`);
  for (const [at, size] of sizes.entries())
    if (2 * (truePositives[at] ?? 0) > size)
      throw new RangeError(`${truePositives[at]} true positives of a size of ${size}, predicted and true`);
  return sizes.reduce((largest, size) => Math.max(largest, size), 0);
}

/** [examples, lanes] */
function pack({ examples, columns, truePositives, sizes }: PairedCounts, layout: Layout, lanes: number) {
  const perLane = (2 * HALF_BITS) / layout.bits;
  const packed = new Float64Array(examples * lanes);
  for (let row = 0; row < examples; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const from = row * columns + column;
      const value = (truePositives[from] ?? 0) * 2 ** layout.sizeBits + (sizes[from] ?? 0);
      const to = row * lanes + Math.floor(column / perLane);
      packed[to] = (packed[to] ?? 0) + value * 2 ** (layout.bits * (column % perLane));
    }
  return packed;
}

function unpack(
  row: Float64Array,
  { bits, sizeBits }: Layout,
  sums: Sums,
  start: number,
  columns: number,
): void {
  const [mask, sizeMask] = [2 ** bits - 1, 2 ** sizeBits - 1];
  let column = 0;
  for (const lane of row) {
    const high = Math.floor(lane / HALF);
    for (let half of [lane - high * HALF, high])
      for (let taken = 0; taken < HALF_BITS && column < columns; taken += bits) {
        const value = half & mask;
        const at = start + column;
        sums.sizes[at] = (sums.sizes[at] as number) + (value & sizeMask);
        sums.truePositives[at] = (sums.truePositives[at] as number) + (value >>> sizeBits);
        half >>>= bits;
        column += 1;
      }
  }
}
