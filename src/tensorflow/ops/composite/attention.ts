import type { Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../engine.js';
import { dropout, type DropoutSource } from '../dropout.js';

/** Added to the scores of padding before the softmax, whose weight then rounds to 0. */
const MASKED = -1e9;

export type AttentionInputs = {
  /** [batch * queries, heads * size], bias added: every token's query, or only some of each text. */
  query: Tensor2D;
  /** As the value, [batch * length, heads * size], bias added. */
  key: Tensor2D;
  value: Tensor2D;
  /** float32 [batch, length]: 1 where there is a token, 0 where there is padding. */
  mask: Tensor2D;
};

/**
 * Attention of TensorFlow's own ops, for engines without Labmate's kernels; see multiHeadAttention.
 * @returns [batch * queries, heads * size]
 */
export function compositeAttention(
  tf: Tensorflow,
  { query, key, value, mask }: AttentionInputs,
  { heads, rate, source }: { heads: number; rate: number; source: DropoutSource | undefined },
): Tensor2D {
  const [batch, length] = mask.shape;
  const width = query.shape[1];
  const size = width / heads;
  const rows = query.shape[0];
  const split = (x: Tensor2D) =>
    tf.transpose(x.reshape([batch, x.shape[0] / batch, heads, size]), [0, 2, 1, 3]);
  const bias = tf.mul(tf.sub(1, mask), MASKED).reshape([batch, 1, 1, length]);
  const scores = tf.matMul(split(tf.mul(query, 1 / Math.sqrt(size))), split(key), false, true);
  const weights = dropout(tf, tf.softmax(tf.add(scores, bias)), rate, source);
  const context = tf.matMul(weights, split(value));
  return tf.transpose(context, [0, 2, 1, 3]).reshape([rows, width]);
}
