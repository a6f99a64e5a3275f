import type { Batch, Features, Model } from './model.js';
import { Random } from './random.js';

/**
 * The batches of one epoch as positions in the data: every example once, the last batch may be smaller.
 * @param shuffle a new order each epoch, from the seed; file order otherwise
 */
export function epochBatches(
  examples: number,
  { batch, shuffle, seed, epoch }: { batch: number; shuffle: boolean; seed: number; epoch: number },
): number[][] {
  const order = shuffle
    ? Random.fork(seed, 'order', epoch).permutation(examples)
    : Array.from({ length: examples }, (_, i) => i);
  return Array.from({ length: Math.ceil(examples / batch) }, (_, i) =>
    order.slice(i * batch, (i + 1) * batch),
  );
}

/** Pads texts to the longest of them. The caller disposes of the tensors (`disposeBatch`). */
export function toBatch({ tf, padId }: Model, texts: readonly Features[]): Batch {
  const length = Math.max(1, ...texts.map(({ ids }) => ids.length));
  const shape: [number, number] = [texts.length, length];
  const ids = new Int32Array(texts.length * length).fill(padId);
  const types = new Int32Array(ids.length);
  const mask = new Float32Array(ids.length);
  for (const [row, text] of texts.entries()) {
    ids.set(text.ids, row * length);
    types.set(text.types, row * length);
    mask.fill(1, row * length, row * length + text.ids.length);
  }
  return {
    ids: tf.tensor2d(ids, shape, 'int32'),
    types: tf.tensor2d(types, shape, 'int32'),
    mask: tf.tensor2d(mask, shape),
  };
}

export function disposeBatch(batch: Batch): void {
  for (const tensor of [batch.ids, batch.types, batch.mask]) tensor.dispose();
}
