import { sigmoid } from '../../task/sigmoid.js';
import type { Combined, ScoreTable, Targets } from './score-table.js';
import { solve } from './solve.js';

/** Strength of the pull of coefficients towards equal shares, in examples: with few examples a mean of logits is left. */
const RIDGE = 10;
const ITERATIONS = 25;
const SMALL = 1e-8;

/** Of one label: what its logit is, `bias + Σ weights · members' logits`. */
export type LabelModel = { bias: number; weights: number[] };

/**
 * Stacking (Wolpert 1992, "Stacked Generalization"): for each label a logistic regression of the answer on the members'
 * logits, with a Gaussian prior around their mean (every weight 1/members, bias 0), by Newton's method.
 * The logits must come from models that have not seen the examples: of a dev file, or out of fold.
 *
 * Time: O(labels · iterations · examples · members²).
 */
export function fitStacking(table: ScoreTable, targets: Targets): LabelModel[] {
  return Array.from({ length: table.labels }, (_, label) => fitLabel(table, targets, label));
}

function fitLabel(table: ScoreTable, targets: Targets, label: number): LabelModel {
  const { members } = table;
  const problem = { features: featuresOf(table, label), answers: answersOf(targets, label, table.labels) };
  const prior = new Float64Array(members + 1).fill(1 / members);
  prior[members] = 0;
  let coefficients: Float64Array = prior.slice();
  let loss = lossOf(problem, prior, coefficients);
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const { gradient, hessian } = derivatives(problem, prior, coefficients);
    const step = solve(hessian, gradient);
    // A whole step may go too far where logits are large; halves of it do not for ever, since the loss is convex.
    let share = 1;
    let next = moved(coefficients, step, share);
    let after = lossOf(problem, prior, next);
    while (!(after <= loss) && share > 1e-6) {
      share /= 2;
      next = moved(coefficients, step, share);
      after = lossOf(problem, prior, next);
    }
    if (!(after <= loss)) break;
    const largest = step.reduce((most, one) => Math.max(most, Math.abs(one) * share), 0);
    [coefficients, loss] = [next, after];
    if (largest < SMALL) break;
  }
  return { bias: coefficients[members] ?? 0, weights: [...coefficients.subarray(0, members)] };
}

/** Of one label: the members' logits and a 1, `[examples, members + 1]`, and what is true. */
type Problem = { features: Float64Array; answers: Uint8Array };

function featuresOf({ members, examples, labels, logits }: ScoreTable, label: number): Float64Array {
  const width = members + 1;
  const features = new Float64Array(examples * width).fill(1);
  for (let row = 0; row < examples; row += 1)
    for (let member = 0; member < members; member += 1)
      features[row * width + member] = logits[(member * examples + row) * labels + label] as number;
  return features;
}

const answersOf = (targets: Targets, label: number, labels: number): Uint8Array =>
  Uint8Array.from({ length: targets.length / labels }, (_, row) => targets[row * labels + label] ?? 0);

/** The bias is hardly held: labels are rare or common as they are. */
const strengthOf = (at: number, width: number): number => (at === width - 1 ? SMALL : RIDGE);

function logitOf(features: Float64Array, row: number, coefficients: Float64Array): number {
  const width = coefficients.length;
  let logit = 0;
  for (let i = 0; i < width; i += 1)
    logit += (features[row * width + i] as number) * (coefficients[i] as number);
  return logit;
}

/** Negative log likelihood and the pull of the prior. */
function lossOf({ features, answers }: Problem, prior: Float64Array, coefficients: Float64Array): number {
  const width = prior.length;
  let loss = 0;
  for (const [row, answer] of answers.entries()) {
    const logit = logitOf(features, row, coefficients);
    loss += Math.max(logit, 0) - logit * answer + Math.log1p(Math.exp(-Math.abs(logit)));
  }
  for (let i = 0; i < width; i += 1)
    loss += (strengthOf(i, width) / 2) * ((coefficients[i] as number) - (prior[i] as number)) ** 2;
  return loss;
}

function derivatives({ features, answers }: Problem, prior: Float64Array, coefficients: Float64Array) {
  const width = prior.length;
  const gradient = new Float64Array(width);
  const hessian = new Float64Array(width * width);
  for (const [row, answer] of answers.entries()) {
    const start = row * width;
    const probability = sigmoid(logitOf(features, row, coefficients));
    const curvature = probability * (1 - probability);
    for (let i = 0; i < width; i += 1) {
      const feature = features[start + i] as number;
      gradient[i] = (gradient[i] as number) + (probability - answer) * feature;
      const scaled = curvature * feature;
      const line = i * width;
      for (let j = 0; j <= i; j += 1)
        hessian[line + j] = (hessian[line + j] as number) + scaled * (features[start + j] as number);
    }
  }
  for (let i = 0; i < width; i += 1) {
    const strength = strengthOf(i, width);
    gradient[i] = (gradient[i] as number) + strength * ((coefficients[i] as number) - (prior[i] as number));
    hessian[i * width + i] = (hessian[i * width + i] as number) + strength;
  }
  return { gradient, hessian };
}

const moved = (from: Float64Array, step: Float64Array, share: number): Float64Array =>
  from.map((one, i) => one - share * (step[i] as number));

export function applyStacking(table: ScoreTable, models: readonly LabelModel[]): Combined {
  const { members, examples, labels, logits } = table;
  const scores = new Float64Array(examples * labels);
  for (let row = 0; row < examples; row += 1)
    for (const [label, { bias, weights }] of models.entries()) {
      let logit = bias;
      for (let member = 0; member < members; member += 1)
        logit += (weights[member] ?? 0) * (logits[(member * examples + row) * labels + label] ?? 0);
      scores[row * labels + label] = sigmoid(logit);
    }
  return scores;
}
