import type { Tensor, Tensor1D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../engine.js';
import { executeOp } from '../execute-op.js';

/** Where a mask is drawn from: the step's seed (int32 [2]) and the number of the place in the model. */
export type MaskSource = { seed: Tensor1D; site: number };

/** Dropout in one pass; its gradient draws the same mask again. @param rate from 0 to below 1 */
export function fusedDropout<T extends Tensor>(
  tf: Tensorflow,
  x: T,
  rate: number,
  { seed, site }: MaskSource,
): T {
  const drop = (values: Tensor): Tensor =>
    executeOp(tf, 'LabmateDropout', { inputs: [values, seed], floats: { rate }, ints: { site } });
  const op = tf.customGrad((input) => ({ value: drop(input as Tensor), gradFunc: (dy: Tensor) => drop(dy) }));
  return op(x) as T;
}
