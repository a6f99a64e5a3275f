import type { SweepRandom } from './random.js';

/** A mixture of normal densities on the interval from 0 to 1, each cut off at its ends; all weigh the same. */
export type Parzen = readonly { mean: number; deviation: number; inside: number }[];

/**
 * The adaptive Parzen estimator of Bergstra et al. 2011 (section 4.2): one density at each observation, as wide as the
 * larger of the distances to its neighbours, and the prior as one more, in the middle and as wide as the interval.
 * Widths are kept from 1 / (observations + 2), at least 0.01, to 1: "magic clipping" in Hyperopt and Optuna.
 * @param observations between 0 and 1
 */
export function parzenOf(observations: readonly number[]): Parzen {
  const prior = { at: 0.5, isPrior: true };
  const sorted = [...observations.map((at) => ({ at, isPrior: false })), prior].sort((a, b) => a.at - b.at);
  const narrowest = 1 / Math.min(100, 1 + sorted.length);
  return sorted.map(({ at, isPrior }, i) => {
    const left = i > 0 ? at - (sorted[i - 1]?.at ?? 0) : 0;
    const right = i < sorted.length - 1 ? (sorted[i + 1]?.at ?? 1) - at : 0;
    const deviation = isPrior ? 1 : Math.min(1, Math.max(left, right, narrowest));
    return { mean: at, deviation, inside: between(at, deviation, 0, 1) };
  });
}

export function sampleUnit(parzen: Parzen, random: SweepRandom): number {
  const { mean, deviation } = parzen[random.below(parzen.length)] ?? { mean: 0.5, deviation: 1 };
  for (;;) {
    // At least a third of the draws is inside: no density is wider than the interval, and each has its mean in it.
    const unit = mean + deviation * random.normal();
    if (unit >= 0 && unit < 1) return unit;
  }
}

/** Of a point, or of a stretch: then the mass in it. */
export function logDensity(parzen: Parzen, where: number | { from: number; to: number }): number {
  const sum = parzen.reduce((total, { mean, deviation, inside }) => {
    if (typeof where !== 'number') return total + between(mean, deviation, where.from, where.to) / inside;
    const distance = (where - mean) / deviation;
    return total + Math.exp(-(distance ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI) * inside);
  }, 0);
  return Math.log(Math.max(sum / parzen.length, Number.MIN_VALUE));
}

const between = (mean: number, deviation: number, from: number, to: number): number =>
  normalBelow((to - mean) / deviation) - normalBelow((from - mean) / deviation);

/** The normal distribution function; error below 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26). */
function normalBelow(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - series * Math.exp(-x * x);
  return z < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
}
