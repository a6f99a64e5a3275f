import { Random } from './random.js';

export type StepPlan = {
  /** Tokens of each training text. */
  lengths: readonly number[];
  /** Texts a batch. */
  batch: number;
  /** Batches a step of the optimiser. */
  accumulate: number;
  shuffle: boolean;
  bucket: boolean;
  seed: number;
};

/**
 * Batches whose texts are sorted together: 50, but at most a quarter of the data, so that in a small set, too, a text
 * meets others each epoch (the rule of transformers' LengthGroupedSampler).
 */
const poolOf = (examples: number, batch: number): number =>
  Math.max(1, Math.min(50, Math.floor(examples / (4 * batch))));

/**
 * The steps of one epoch: each a list of batches, each a list of positions in the data. Every example comes once; the
 * last batch and the last step may be smaller. The same plan and epoch always give the same steps, so that step n of an
 * epoch can be named and found again.
 *
 * - `shuffle`: a new order each epoch, from the seed; the file's order otherwise.
 * - `bucket`: batches of texts of similar length, so that little padding is computed. The order is cut into pools of
 *   up to 50 batches and each pool sorted by length; texts of one length keep their order in it, which is random where it was
 *   shuffled. The batches are then shuffled over the whole epoch, so that neither the course of an epoch nor the
 *   batches of one step go by length. Without `shuffle` they stay from short to long, pool after pool.
 */
export function epochSteps(plan: StepPlan, epoch: number): number[][][] {
  const { lengths, batch, accumulate, shuffle, bucket, seed } = plan;
  const files = Array.from(lengths, (_, position) => position);
  const order = shuffle ? Random.fork(seed, 'order', epoch).permutation(lengths.length) : files;
  const batches = cut(
    bucket ? sortPools(order, lengths, poolOf(lengths.length, batch) * batch) : order,
    batch,
  );
  const arranged = shuffle && bucket ? shuffleBatches(batches, plan, epoch) : batches;
  return cut(arranged, accumulate);
}

/** How many steps an epoch has. */
export const stepsPerEpoch = (
  examples: number,
  { batch, accumulate }: Pick<StepPlan, 'batch' | 'accumulate'>,
): number => Math.ceil(examples / (batch * accumulate));

function sortPools(order: readonly number[], lengths: readonly number[], pool: number): number[] {
  const lengthOf = (position: number): number => lengths[position] ?? 0;
  return cut(order, pool).flatMap((texts) => texts.sort((a, b) => lengthOf(a) - lengthOf(b)));
}

/** The first epoch begins with the longest text: where it does not fit into memory, that is seen at once. */
function shuffleBatches(batches: number[][], { lengths, seed }: StepPlan, epoch: number): number[][] {
  const random = Random.fork(seed, 'batches', epoch);
  const shuffled = random.permutation(batches.length).map((at) => batches[at] ?? []);
  if (epoch > 1) return shuffled;
  const longest = lengths.reduce((best, length, at) => (length > (lengths[best] ?? 0) ? at : best), 0);
  const first = shuffled.findIndex((texts) => texts.includes(longest));
  return [...shuffled.slice(first), ...shuffled.slice(0, first)];
}

/** In order, in parts of this size; the last may be smaller. */
export function cut<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  );
}
