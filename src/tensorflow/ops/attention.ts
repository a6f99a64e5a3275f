import type { Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../engine.js';
import { compositeAttention } from './composite/attention.js';
import { dense, type Linear } from './dense.js';
import type { DropoutSource } from './dropout.js';
import { fusedAttention } from './fused/attention.js';
import { hasKernels } from './kernels.js';

export type SelfAttention = {
  /** Each [heads * size, width] with a bias. */
  query: Linear;
  key: Linear;
  value: Linear;
  /** float32 [batch, length]: 1 where there is a token, 0 where there is padding. */
  mask: Tensor2D;
  heads: number;
  /** Share of the softmax that is dropped. */
  rate: number;
  source: DropoutSource | undefined;
};

/**
 * Scaled dot-product attention of a text's tokens to each other, softmax(q k^T / sqrt(size of a head)) v (Vaswani et
 * al. 2017, equation 1), where q, k and v are dense layers of x; dropout on the softmax. Padding weighs 0.
 * @param x [batch * length, width]
 * @returns [batch * length, heads * size]
 */
export function selfAttention(tf: Tensorflow, x: Tensor2D, attention: SelfAttention): Tensor2D {
  const { query, key, value, mask, heads, rate, source } = attention;
  const layers = [query, key, value];
  if (!hasKernels(tf)) {
    const [q, k, v] = layers.map((layer) => dense(tf, x, layer)) as [Tensor2D, Tensor2D, Tensor2D];
    return compositeAttention(tf, { query: q, key: k, value: v, mask }, { heads, rate, source });
  }
  // One product instead of three, and one in the gradient of x, where three would have to be added.
  const weight = tf.concat(
    layers.map((layer) => layer.weight),
    0,
  );
  const bias = tf.concat(
    layers.map((layer) => layer.bias),
    0,
  );
  const dropping = source && rate > 0 ? { seed: source.seed, site: source.nextSite(), rate } : undefined;
  return fusedAttention(tf, { qkv: tf.matMul(x, weight, false, true), bias, mask }, { heads, dropping });
}
