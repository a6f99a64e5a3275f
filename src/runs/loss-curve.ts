import type { LossName } from './loss-options.js';

/** Parameters of losses as a spec has them; what is left out is as published. */
export type CurveParameters = {
  gamma_neg?: number;
  gamma_pos?: number;
  clip?: number;
  detach?: boolean;
  epsilon_pos?: number;
  epsilon_pos_pow?: number;
  epsilon_neg?: number;
  gamma?: number;
  alpha?: number;
  /** Of BCE: factor on positives. */
  pos_weight?: number;
  /** ASL and APL: the least probability whose logarithm is taken; `asl_oneonlee`: added inside the logarithm. */
  eps?: number;
};

/** The loss of one entry, and its derivative by the logit: what pulls at the weights. */
export type EntryLoss = { value: number; gradient: number };

/** Below it a power's base is not taken, so that the derivative of a power below 1 stays finite (as in training). */
const SMALLEST = 1e-12;

/**
 * The loss of one entry by the formulas of training (src/training/losses, where each has its paper), which need
 * TensorFlow; test/runs/loss-curve.test.ts holds both against the same reference numbers.
 * @param logit the model's answer
 * @param isTrue whether the label belongs to the text
 */
export function entryLoss(
  loss: LossName,
  parameters: CurveParameters,
  logit: number,
  isTrue: boolean,
): EntryLoss {
  switch (loss) {
    case 'bce':
      return scaled(isTrue ? (parameters.pos_weight ?? 1) : 1, crossEntropy(logit, isTrue));
    case 'asl':
      return asymmetric(parameters, { gamma_pos: 1, ...NO_POLYNOMIAL }, logit, isTrue);
    case 'apl':
      return asymmetric(parameters, { gamma_pos: 0, ...polynomial(parameters) }, logit, isTrue);
    case 'focal':
      return focal(parameters, logit, isTrue);
    case 'asl_oneonlee':
      return withEpsilonInside(parameters, logit, isTrue);
  }
}

export type CurvePoint = EntryLoss & { p: number };

/** A loss over the probability p that the model gives the label, at `points` places between 0 and 1. */
export function lossCurve(
  loss: LossName,
  parameters: CurveParameters,
  isTrue: boolean,
  points = 199,
): CurvePoint[] {
  return Array.from({ length: points }, (_, at) => {
    const p = (at + 1) / (points + 1);
    return { p, ...entryLoss(loss, parameters, Math.log(p / (1 - p)), isTrue) };
  });
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
/** log(1 + e^x) without overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const scaled = (factor: number, { value, gradient }: EntryLoss): EntryLoss => ({
  value: factor * value,
  gradient: factor * gradient,
});

function crossEntropy(logit: number, isTrue: boolean): EntryLoss {
  return isTrue
    ? { value: softplus(-logit), gradient: -sigmoid(-logit) }
    : { value: softplus(logit), gradient: sigmoid(logit) };
}

const NO_POLYNOMIAL = { first: 0, second: 0, negative: 0 };
const polynomial = ({ epsilon_pos = 1, epsilon_pos_pow = -2.5, epsilon_neg = 0 }: CurveParameters) => ({
  ...{ first: epsilon_pos, second: epsilon_pos_pow, negative: epsilon_neg },
});

/** ASL and, with a polynomial, APL: see src/training/losses/asymmetric.ts. `own` has what the two do not share. */
function asymmetric(
  { gamma_neg = 4, gamma_pos, clip = 0.05, detach = true, eps = 1e-8 }: CurveParameters,
  own: { gamma_pos: number; first: number; second: number; negative: number },
  logit: number,
  isTrue: boolean,
): EntryLoss {
  const p = sigmoid(logit);
  const slope = p * sigmoid(-logit);
  if (isTrue) {
    const P = Math.max(p, eps);
    const inner = Math.log(P) + own.first * (1 - P) + (own.second / 2) * (1 - P) ** 2;
    const derivative = (1 / P - own.first - own.second * (1 - P)) * (p > eps ? slope : 0);
    return focused(inner, derivative, { probability: p, slope }, gamma_pos ?? own.gamma_pos, detach);
  }
  const shifted = sigmoid(-logit) + clip;
  const q = clip > 0 ? Math.min(shifted, 1) : shifted;
  const fall = clip > 0 && shifted >= 1 ? 0 : -slope;
  const Q = Math.max(q, eps);
  const inner = Math.log(Q) + own.negative * Q;
  const derivative = (1 / Q + own.negative) * (q > eps ? fall : 0);
  return focused(inner, derivative, { probability: q, slope: fall }, gamma_neg, detach);
}

/** -inner (1 - probability)^gamma; detached, the power counts as a constant in the derivative. */
function focused(
  inner: number,
  derivative: number,
  { probability, slope }: { probability: number; slope: number },
  gamma: number,
  detach: boolean,
): EntryLoss {
  if (gamma === 0) return { value: -inner, gradient: -derivative };
  const weight = (1 - probability) ** gamma;
  const fall = detach ? 0 : -gamma * Math.max(1 - probability, SMALLEST) ** (gamma - 1) * slope;
  return { value: -inner * weight, gradient: -(derivative * weight + inner * fall) };
}

/** Lin et al. 2017, equation 5: see src/training/losses/focal.ts. */
function focal({ gamma = 2, alpha = 0.25 }: CurveParameters, logit: number, isTrue: boolean): EntryLoss {
  const entropy = crossEntropy(logit, isTrue);
  const missed = Math.max(sigmoid(isTrue ? -logit : logit), SMALLEST);
  const slope = (isTrue ? -1 : 1) * sigmoid(logit) * sigmoid(-logit);
  const weight = missed ** gamma;
  const rise = gamma === 0 ? 0 : gamma * missed ** (gamma - 1) * slope;
  return scaled(alpha < 0 ? 1 : isTrue ? alpha : 1 - alpha, {
    value: weight * entropy.value,
    gradient: rise * entropy.value + weight * entropy.gradient,
  });
}

/** See src/training/losses/asl-oneonlee.ts. */
function withEpsilonInside(
  { gamma_neg = 4, gamma_pos = 0, eps = 0.1 }: CurveParameters,
  logit: number,
  isTrue: boolean,
): EntryLoss {
  const right = sigmoid(isTrue ? logit : -logit);
  const missed = Math.max(sigmoid(isTrue ? -logit : logit), SMALLEST);
  const gamma = isTrue ? gamma_pos : gamma_neg;
  // By the logit: what is right of a true label rises, of an absent one it falls.
  const slope = (isTrue ? 1 : -1) * sigmoid(logit) * sigmoid(-logit);
  const weight = gamma === 0 ? 1 : missed ** gamma;
  const fall = gamma === 0 ? 0 : -gamma * missed ** (gamma - 1) * slope;
  const log = Math.log(right + eps);
  return { value: -weight * log, gradient: -(fall * log + (weight * slope) / (right + eps)) };
}
