import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../engine.js';
import { executeOps } from '../execute-op.js';
import type { Saver } from '../saver.js';
import type { MaskSource } from './dropout.js';

export type PackedAttention = {
  /** [batch * length, 3 * heads * size]: queries, keys and values of all heads beside each other, without biases. */
  qkv: Tensor2D;
  /** [3 * heads * size] */
  bias: Tensor;
  /** float32 [batch, length]: 1 where there is a token, 0 where there is padding. */
  mask: Tensor2D;
};

/**
 * Attention in one op, its gradient in another: no transposes, and no softmax kept. Padding weighs exactly 0, and a text
 * without a token gets zeros.
 * @param dropping rate from above 0, or undefined for none
 * @returns [batch * length, heads * size]
 */
export function fusedAttention(
  tf: Tensorflow,
  { qkv, bias, mask }: PackedAttention,
  { heads, dropping }: { heads: number; dropping: (MaskSource & { rate: number }) | undefined },
): Tensor2D {
  const { rate, site } = dropping ?? { rate: 0, site: 0 };
  const attributes = { floats: { rate }, ints: { heads, site } };
  const op = tf.customGrad((...args) => {
    const [input, offset, save] = args as unknown as [Tensor, Tensor, Saver];
    const seed = dropping?.seed ?? tf.tensor1d([0, 0], 'int32');
    const call = { inputs: [input, offset, mask, seed], ...attributes };
    const [value, logSums] = executeOps(tf, 'LabmateAttention', call, 2) as [Tensor, Tensor];
    save([input, offset, mask, logSums, seed]);
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) =>
        executeOps(tf, 'LabmateAttentionGrad', { inputs: [...saved, dy], ...attributes }, 2),
    };
  });
  return op(qkv, bias) as Tensor2D;
}
