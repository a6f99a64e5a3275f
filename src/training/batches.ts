import type { Tensor2D } from '@tensorflow/tfjs';
import type { TextArrays } from '../tensorflow/compiled/compilable.js';
import type { Tensorflow } from '../tensorflow/engine.js';
import type { Batch, Features } from './model.js';

/** Several texts, padded to one length, still outside TensorFlow. */
export type PackedBatch = TextArrays;

/**
 * Pads texts to the longest of them.
 * @param labels the texts' labels, where the batch is to be trained on
 * @param roundTo pads further, to a multiple of this, but never beyond `most` (tokens). Kernels may like such lengths
 */
export function packBatch(
  padId: number,
  texts: readonly Features[],
  labels?: readonly (readonly number[])[],
  { roundTo = 1, most = Infinity }: { roundTo?: number; most?: number } = {},
): PackedBatch {
  const size = texts.length;
  const longest = Math.max(1, ...texts.map(({ ids }) => ids.length));
  const length = Math.max(longest, Math.min(Math.ceil(longest / roundTo) * roundTo, most));
  const ids = new Int32Array(size * length).fill(padId);
  const types = new Int32Array(ids.length);
  const mask = new Float32Array(ids.length);
  for (const [row, text] of texts.entries()) {
    ids.set(text.ids, row * length);
    types.set(text.types, row * length);
    mask.fill(1, row * length, row * length + text.ids.length);
  }
  const batch = { size, length, ids, types, mask };
  return labels ? { ...batch, targets: Float32Array.from(labels.flat()) } : batch;
}

/** The caller disposes of the tensors, or calls it inside `tf.tidy`. */
export function toTensors(
  tf: Tensorflow,
  { size, length, ids, types, mask, targets }: PackedBatch,
): Batch & { targets?: Tensor2D } {
  const shape: [number, number] = [size, length];
  return {
    ids: tf.tensor2d(ids, shape, 'int32'),
    types: tf.tensor2d(types, shape, 'int32'),
    mask: tf.tensor2d(mask, shape),
    ...(targets && { targets: tf.tensor2d(targets, [size, targets.length / size]) }),
  };
}
