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
  if (!hasKernels(tf)) return attentionOf(tf, x, x, attention);
  const { mask, heads, rate, source } = attention;
  const layers = [attention.query, attention.key, attention.value];
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

/**
 * The same for some of the tokens, which are asked alone: what the first tokens make of their texts.
 * @param queries rows of x, the same number of each text: [batch * queries, width]
 * @returns [batch * queries, heads * size]
 */
export function attentionOf(
  tf: Tensorflow,
  queries: Tensor2D,
  x: Tensor2D,
  { query, key, value, mask, heads, rate, source }: SelfAttention,
): Tensor2D {
  const inputs = {
    query: dense(tf, queries, query),
    key: dense(tf, x, key),
    value: dense(tf, x, value),
    mask,
  };
  return compositeAttention(tf, inputs, { heads, rate, source });
}
