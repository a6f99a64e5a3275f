import type { RawValue } from '../check-option.js';
import { type Domain, domainOf } from './domain.js';
import { logDensity, parzenOf, sampleUnit } from './parzen.js';
import type { SweepRandom } from './random.js';
import type { Parameter, Range } from './space.js';

/** Values that are drawn from the good runs' density, of which the most promising is taken (Hyperopt's and Optuna's 24). */
const CANDIDATES = 24;

/**
 * How many of the runs so far count as good: the paper's quantile of 0.15, but never fewer than two (one run says little
 * about where others like it are) and never more than Hyperopt's and Optuna's 25. On the surrogates of docs/sweeps.md
 * it found more than a tenth or a quarter did.
 */
export const goodCount = (runs: number): number => Math.min(25, Math.max(2, Math.ceil(0.15 * runs)));

/**
 * The next value of one parameter by the Tree-structured Parzen Estimator (Bergstra, Bardenet, Bengio and Kégl 2011,
 * section 4): of values drawn from l(x), the density of the good runs, the one with the greatest l(x) / g(x), to which
 * the expected improvement is monotonic (their equation 2). Each parameter by itself, as in the paper.
 * @param good what it was in the good runs that have this parameter
 * @param bad what it was in the others
 */
export function tpeValue(
  parameter: Parameter,
  good: readonly RawValue[],
  bad: readonly RawValue[],
  random: SweepRandom,
): RawValue {
  return parameter.kind === 'choices'
    ? tpeChoice(parameter.values, good, bad, random)
    : tpeNumber(parameter, good.map(Number), bad.map(Number), random);
}

function tpeNumber(
  range: Range,
  good: readonly number[],
  bad: readonly number[],
  random: SweepRandom,
): number {
  const domain = domainOf(range);
  const l = parzenOf(good.map((value) => domain.unitOf(value)));
  const g = parzenOf(bad.map((value) => domain.unitOf(value)));
  return best(
    Array.from({ length: CANDIDATES }, () => domain.valueAt(sampleUnit(l, random))),
    (value) => {
      const stretch = stretchOf(domain, value);
      return logDensity(l, stretch) - logDensity(g, stretch);
    },
  );
}

function stretchOf(domain: Domain, value: number): number | { from: number; to: number } {
  return domain.cells?.find((cell) => cell.value === value) ?? domain.unitOf(value);
}

/** The prior counts as one run with each choice, as in Hyperopt. */
function tpeChoice(
  choices: readonly RawValue[],
  good: readonly RawValue[],
  bad: readonly RawValue[],
  random: SweepRandom,
): RawValue {
  const weight = (runs: readonly RawValue[], choice: RawValue) =>
    (1 + runs.filter((value) => value === choice).length) / (choices.length + runs.length);
  const draw = (): RawValue => {
    let rest = random.uniform();
    for (const choice of choices) if ((rest -= weight(good, choice)) < 0) return choice;
    return choices.at(-1) as RawValue;
  };
  return best(
    Array.from({ length: CANDIDATES }, draw),
    (choice) => Math.log(weight(good, choice)) - Math.log(weight(bad, choice)),
  );
}

/** The first of the best. */
function best<T>(candidates: readonly T[], merit: (candidate: T) => number): T {
  return candidates
    .map((candidate) => ({ candidate, merit: merit(candidate) }))
    .reduce((one, other) => (other.merit > one.merit ? other : one)).candidate;
}
