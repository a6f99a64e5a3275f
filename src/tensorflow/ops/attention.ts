import type { Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../engine.js';
import { compositeAttention } from './composite/attention.js';
import { dense, type Linear } from './dense.js';
import type { DropoutSource } from './dropout.js';
import { fusedAttention } from './fused/attention.js';
import { hasKernels } from './kernels.js';

export type AttentionInputs = {
  /** [batch * queries, width]: what asks. Every token (then the same tensor as `input`), or some of each text. */
  queries: Tensor2D;
  /** [batch * length, width]: what is asked. */
  input: Tensor2D;
  /** float32 [batch, length]: 1 where there is a token, 0 where there is padding. */
  mask: Tensor2D;
};

export type AttentionLayer = {
  /** Each [heads * size, width] with a bias. */
  query: Linear;
  key: Linear;
  value: Linear;
  heads: number;
  /** Share of the softmax that is dropped. */
  rate: number;
};

/**
 * Scaled dot-product attention with several heads, softmax(q k^T / sqrt(size of a head)) v (Vaswani et al. 2017,
 * equation 1), where q, k and v are dense layers; dropout on the softmax. Padding weighs 0.
 * @returns [batch * queries, heads * size]
 */
export function multiHeadAttention(
  tf: Tensorflow,
  { queries, input, mask }: AttentionInputs,
  { query, key, value, heads, rate }: AttentionLayer,
  source: DropoutSource | undefined,
): Tensor2D {
  if (hasKernels(tf) && queries === input) {
    // One product instead of three, and one in the gradient of x, where three would have to be added.
    const packed = concatenate(tf, [query, key, value]);
    const dropping = source && rate > 0 ? { seed: source.seed, site: source.nextSite(), rate } : undefined;
    const qkv = tf.matMul<Tensor2D>(input, packed.weight, false, true);
    return fusedAttention(tf, { qkv, bias: packed.bias, mask }, { heads, dropping });
  }
  const parts = {
    query: dense(tf, queries, query),
    key: dense(tf, input, key),
    value: dense(tf, input, value),
  };
  return compositeAttention(tf, { ...parts, mask }, { heads, rate, source });
}

function concatenate(tf: Tensorflow, layers: Linear[]): Linear {
  return {
    weight: tf.concat(
      layers.map(({ weight }) => weight),
      0,
    ),
    bias: tf.concat(
      layers.map(({ bias }) => bias),
      0,
    ),
  };
}
