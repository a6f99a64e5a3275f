import type { Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/engine.js';
import type { EntryLoss } from './loss.js';

type Params = {
  gamma_neg?: number | undefined;
  gamma_pos?: number | undefined;
  /** Added inside the logarithms: it bounds the loss of an entry at -log(eps), 2.3 as published. */
  eps?: number | undefined;
};

/**
 * The asymmetric loss of oneonlee/KR-Emotional-Analysis, a published entry to the task: no margin, a large epsilon added
 * inside the logarithms, and the gradient flows through the focus weights.
 */
export function aslOneonlee(
  tf: Tensorflow,
  { gamma_neg = 4, gamma_pos = 0, eps = 0.1 }: Params = {},
): EntryLoss {
  return (logits, targets) => {
    const p = tf.sigmoid(logits);
    const q = tf.sigmoid(tf.neg(logits));
    const positive = tf.mul(focus(tf, q, gamma_pos), tf.log(tf.add(p, eps)));
    const negative = tf.mul(focus(tf, p, gamma_neg), tf.log(tf.add(q, eps)));
    return tf.neg(tf.add(tf.mul(targets, positive), tf.mul(tf.sub(1, targets), negative)));
  };
}

/** The bound keeps the gradient of a power below 1 finite. */
const focus = (tf: Tensorflow, missed: Tensor, gamma: number): Tensor | number =>
  gamma === 0 ? 1 : tf.pow(tf.maximum(missed, 1e-12), gamma);
