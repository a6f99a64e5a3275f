import type { Tensorflow } from '../../tensorflow/engine.js';
import { bce } from './bce.js';
import type { EntryLoss } from './loss.js';

const SMALLEST = 1e-12;

/**
 * Focal loss (Lin et al. 2017, equation 5): alpha_t (1 - p_t)^gamma times binary cross-entropy, where p_t is the
 * probability of what is true. The gradient flows through the weight, too. Targets between 0 and 1 (label smoothing) mix
 * as in torchvision's `sigmoid_focal_loss`.
 * @param alpha weight of positives, negatives get 1 - alpha; below 0: no weights
 */
export function focal(
  tf: Tensorflow,
  { gamma = 2, alpha = 0.25 }: { gamma?: number | undefined; alpha?: number | undefined } = {},
): EntryLoss {
  const entropy = bce(tf);
  return (logits, targets) => {
    const [p, q, against] = [tf.sigmoid(logits), tf.sigmoid(tf.neg(logits)), tf.sub(1, targets)];
    // 1 - p_t; the bound keeps the gradient of a power below 1 finite.
    const missed = tf.maximum(tf.add(tf.mul(q, targets), tf.mul(p, against)), SMALLEST);
    const focused =
      gamma === 0 ? entropy(logits, targets) : tf.mul(tf.pow(missed, gamma), entropy(logits, targets));
    if (alpha < 0) return focused;
    return tf.mul(tf.add(tf.mul(alpha, targets), tf.mul(1 - alpha, against)), focused);
  };
}
