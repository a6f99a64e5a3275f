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
  const { members, examples, labels } = table;
  const width = members + 1;
  const prior = new Float64Array(width).fill(1 / members);
  prior[members] = 0;
  const coefficients = prior.slice();
  const features = new Float64Array(examples * width);
  for (let row = 0; row < examples; row += 1) {
    for (let member = 0; member < members; member += 1)
      features[row * width + member] = table.logits[(member * examples + row) * labels + label] ?? 0;
    features[row * width + members] = 1;
  }
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const gradient = new Float64Array(width);
    const hessian = new Float64Array(width * width);
    for (let row = 0; row < examples; row += 1) {
      const start = row * width;
      let logit = 0;
      for (let i = 0; i < width; i += 1)
        logit += (features[start + i] as number) * (coefficients[i] as number);
      const probability = sigmoid(logit);
      const error = probability - (targets[row * labels + label] ?? 0);
      const curvature = probability * (1 - probability);
      for (let i = 0; i < width; i += 1) {
        const feature = features[start + i] as number;
        gradient[i] = (gradient[i] as number) + error * feature;
        const scaled = curvature * feature;
        for (let j = 0; j <= i; j += 1)
          hessian[i * width + j] =
            (hessian[i * width + j] as number) + scaled * (features[start + j] as number);
      }
    }
    for (let i = 0; i < width; i += 1) {
      // The bias is hardly held: labels are rare or common as they are.
      const strength = i === members ? SMALL : RIDGE;
      gradient[i] = (gradient[i] as number) + strength * ((coefficients[i] as number) - (prior[i] as number));
      hessian[i * width + i] = (hessian[i * width + i] as number) + strength;
    }
    const step = solve(hessian, gradient);
    let largest = 0;
    for (let i = 0; i < width; i += 1) {
      coefficients[i] = (coefficients[i] as number) - (step[i] as number);
      largest = Math.max(largest, Math.abs(step[i] as number));
    }
    if (largest < SMALL) break;
  }
  return { bias: coefficients[members] ?? 0, weights: [...coefficients.subarray(0, members)] };
}

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
