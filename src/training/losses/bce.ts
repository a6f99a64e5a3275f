import type { Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/engine.js';
import type { EntryLoss } from './loss.js';

/**
 * Binary cross-entropy in the form that neither overflows nor takes the logarithm of 0: (1 - y) x + w (log(1 + e^-|x|) +
 * max(-x, 0)) with w = 1 + (positive weight - 1) y (torch's BCEWithLogitsLoss).
 * @param positiveWeights factor on the loss of positives, one a label; left out: 1
 */
export function bce(tf: Tensorflow, positiveWeights?: readonly number[]): EntryLoss {
  if (!positiveWeights)
    return (logits, targets) => {
      const linear = tf.sub(tf.relu(logits), tf.mul(logits, targets));
      return tf.add(linear, softplusOfMinusAbs(tf, logits));
    };
  const surplus = positiveWeights.map((weight) => weight - 1);
  return (logits, targets) => {
    const weights = tf.add(1, tf.mul(targets, tf.tensor1d(surplus)));
    const rest = tf.add(softplusOfMinusAbs(tf, logits), tf.relu(tf.neg(logits)));
    return tf.add(tf.mul(tf.sub(1, targets), logits), tf.mul(weights, rest));
  };
}

/** log(1 + e^-|x|) */
const softplusOfMinusAbs = (tf: Tensorflow, x: Tensor): Tensor => tf.log1p(tf.exp(tf.neg(tf.abs(x))));
