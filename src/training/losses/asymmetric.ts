import type { Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/engine.js';
import type { EntryLoss } from './loss.js';

/** ASL's parameters, with the published defaults (Ridnik et al. 2021, Alibaba-MIIL/ASL `AsymmetricLoss`). */
export type AslParams = {
  gamma_neg?: number | undefined;
  gamma_pos?: number | undefined;
  clip?: number | undefined;
  eps?: number | undefined;
  /** Whether the focus weights are constants for the gradient (published: `disable_torch_grad_focal_loss`). */
  detach?: boolean | undefined;
};

/** APL adds the polynomial's coefficients (Huang et al. 2023, LUMIA-Group/APL `APLLoss`). */
export type AplParams = AslParams & {
  epsilon_pos?: number | undefined;
  epsilon_neg?: number | undefined;
  epsilon_pos_pow?: number | undefined;
};

/** Asymmetric loss: -y log(P) (1-p)^gamma_pos - (1-y) log(Q) (1-q)^gamma_neg. */
export function asl(
  tf: Tensorflow,
  { gamma_neg = 4, gamma_pos = 1, clip = 0.05, eps = 1e-8, detach = true }: AslParams = {},
): EntryLoss {
  const plain = { epsilon_pos: 0, epsilon_neg: 0, epsilon_pos_pow: 0 };
  return apl(tf, { gamma_neg, gamma_pos, clip, eps, detach, ...plain });
}

/**
 * Asymmetric polynomial loss: ASL with log(P) + e_pos (1-P) + e_pow/2 (1-P)^2 for positives and log(Q) + e_neg Q for
 * negatives. q = min(1-p+clip, 1); P and Q are p and q, at least eps. As published, eps and the minimum let no gradient
 * through where they hold, and the focus weights (1-p)^gamma_pos and (1-q)^gamma_neg are constants for the gradient,
 * unless `detach` is false.
 */
export function apl(
  tf: Tensorflow,
  {
    gamma_neg = 4,
    gamma_pos = 0,
    clip = 0.05,
    eps = 1e-8,
    detach = true,
    epsilon_pos = 1,
    epsilon_neg = 0,
    epsilon_pos_pow = -2.5,
  }: AplParams = {},
): EntryLoss {
  return (logits, targets) => {
    const p = tf.sigmoid(logits);
    // 1 - p as its own sigmoid: the difference would be 0 from a logit of 17 on.
    const q = shift(tf, tf.sigmoid(tf.neg(logits)), clip);
    const P = tf.maximum(p, eps);
    const Q = tf.maximum(q, eps);
    let positive: Tensor = tf.log(P);
    if (epsilon_pos !== 0) positive = tf.add(positive, tf.mul(epsilon_pos, tf.sub(1, P)));
    if (epsilon_pos_pow !== 0)
      positive = tf.add(positive, tf.mul(0.5 * epsilon_pos_pow, tf.square(tf.sub(1, P))));
    let negative: Tensor = tf.log(Q);
    if (epsilon_neg !== 0) negative = tf.add(negative, tf.mul(epsilon_neg, Q));
    if (gamma_pos !== 0) positive = tf.mul(positive, focus(tf, p, gamma_pos, detach));
    if (gamma_neg !== 0) negative = tf.mul(negative, focus(tf, q, gamma_neg, detach));
    const sum = tf.add(tf.mul(targets, positive), tf.mul(tf.sub(1, targets), negative));
    return tf.neg(sum);
  };
}

function shift(tf: Tensorflow, probability: Tensor, clip: number): Tensor {
  return clip > 0 ? tf.minimum(tf.add(probability, clip), 1) : probability;
}

/** (1 - probability)^gamma; detached, no gradient flows through it. */
function focus(tf: Tensorflow, probability: Tensor, gamma: number, detach: boolean): Tensor {
  const weight = tf.customGrad((x) => ({
    value: tf.pow(tf.sub(1, x as Tensor), gamma),
    gradFunc: (dy: Tensor) =>
      detach
        ? tf.zerosLike(x as Tensor)
        : // Below 1 the power of 0 is infinite, and with the minimum's gradient of 0 no number at all.
          tf.mul(dy, tf.mul(-gamma, tf.pow(tf.maximum(tf.sub(1, x as Tensor), 1e-12), gamma - 1))),
  }));
  return weight(probability);
}
