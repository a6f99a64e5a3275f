import type { Tensor2D } from '@tensorflow/tfjs';
import type { RunSpec } from '../../runs/spec.js';
import type { Tensorflow } from '../../tensorflow/engine.js';
import { aslOneonlee } from './asl-oneonlee.js';
import { apl, asl } from './asymmetric.js';
import { bce } from './bce.js';
import { focal } from './focal.js';
import type { EntryLoss, Loss, Reduction } from './loss.js';
import { positiveWeights } from './positive-weights.js';

/**
 * The loss of a spec; what it leaves open is as published.
 * @param labels of the training data, [examples, labels] of 0 and 1: balanced weights come from them
 * @throws UserError `loss.weights` where the weights do not suit the labels
 */
export function lossOf(tf: Tensorflow, spec: RunSpec, labels: readonly (readonly number[])[]): Loss {
  return reduced(tf, smoothed(tf, entryLossOf(tf, spec, labels), spec.label_smoothing), spec.reduction);
}

function entryLossOf(tf: Tensorflow, spec: RunSpec, labels: readonly (readonly number[])[]): EntryLoss {
  const { gamma_neg, gamma_pos, clip, detach, epsilon_pos, epsilon_pos_pow, epsilon_neg } = spec;
  const asymmetric = known({ gamma_neg, gamma_pos, clip, detach });
  switch (spec.loss) {
    case 'bce':
      return bce(tf, positiveWeights(spec.pos_weight, labels));
    case 'asl':
      return asl(tf, asymmetric);
    case 'apl':
      return apl(tf, { ...asymmetric, ...known({ epsilon_pos, epsilon_pos_pow, epsilon_neg }) });
    case 'focal':
      return focal(tf, known({ gamma: spec.gamma, alpha: spec.alpha }));
    case 'asl_oneonlee':
      return aslOneonlee(tf, known({ gamma_neg, gamma_pos }));
  }
}

/** The mean over all entries, or their sum (as ASL and APL were published). */
export function reduced(tf: Tensorflow, loss: EntryLoss, reduction: Reduction): Loss {
  return (logits, targets) => {
    const entries = loss(logits, targets);
    return reduction === 'sum' ? tf.sum(entries) : tf.mean(entries);
  };
}

/** Targets moved towards 0.5: y (1 - s) + s / 2, label smoothing (Szegedy et al. 2016) for two classes an entry. */
function smoothed(tf: Tensorflow, loss: EntryLoss, smoothing: number): EntryLoss {
  if (smoothing === 0) return loss;
  return (logits, targets) => loss(logits, tf.add<Tensor2D>(tf.mul(targets, 1 - smoothing), smoothing / 2));
}

type Known<T> = { [K in keyof T]?: NonNullable<T[K]> | undefined };

/** The parameters, undefined where the spec leaves them open. */
function known<T extends Record<string, number | boolean | null>>(parameters: T): Known<T> {
  const open: Known<T> = {};
  for (const name of Object.keys(parameters) as (keyof T)[]) open[name] = parameters[name] ?? undefined;
  return open;
}
