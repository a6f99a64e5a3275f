import { stratifiedFolds } from '../../task/stratified-folds.js';
import { apply, decide, fit, learnsNothing, type Plan } from './fit.js';
import { type Combined, type ScoreTable, takeExamples, takeTargets, type Targets } from './score-table.js';

export const CROSS_FIT = { folds: 5, seed: 1 } as const;

/** Scores, and what they say yes to, each example by an ensemble that was fitted without it. */
export type CrossFitted = { scores: Combined; decisions: Uint8Array };

/**
 * What an ensemble is worth on examples that it was not fitted on: the examples are parted into stratified folds, and the
 * whole plan (choice of members, weights, thresholds) is fitted on all but one and applied to that one, in turn.
 * A rank average is made within the fold, since it ranks examples among each other.
 * @param onFold told after each
 */
export function crossFit(
  table: ScoreTable,
  targets: Targets,
  plan: Plan,
  { folds = CROSS_FIT.folds, seed = CROSS_FIT.seed, onFold = () => undefined }: CrossFitOptions = {},
): CrossFitted {
  const { examples, labels } = table;
  const scores = new Float64Array(examples * labels);
  const decisions = new Uint8Array(examples * labels);
  if (learnsNothing(plan)) {
    const fitted = fit(table, targets, plan);
    const whole = apply(table, fitted);
    return { scores: whole, decisions: decide(whole, fitted.thresholds) };
  }
  const foldOf = stratifiedFolds(rowsOf(targets, labels), { folds: Math.min(folds, examples), seed });
  for (let fold = 0; fold < Math.min(folds, examples); fold += 1) {
    const [inside, outside] = split(foldOf, fold);
    const fitted = fit(takeExamples(table, outside), takeTargets(targets, outside, labels), plan);
    const held = apply(takeExamples(table, inside), fitted);
    const yes = decide(held, fitted.thresholds);
    for (const [at, row] of inside.entries()) {
      scores.set(held.subarray(at * labels, (at + 1) * labels), row * labels);
      decisions.set(yes.subarray(at * labels, (at + 1) * labels), row * labels);
    }
    onFold(fold);
  }
  return { scores, decisions };
}

export type CrossFitOptions = { folds?: number; seed?: number; onFold?: (fold: number) => void };

const rowsOf = (targets: Targets, labels: number): number[][] =>
  Array.from({ length: targets.length / labels }, (_, row) => [
    ...targets.subarray(row * labels, (row + 1) * labels),
  ]);

function split(foldOf: readonly number[], fold: number): [number[], number[]] {
  const parts: [number[], number[]] = [[], []];
  for (const [row, one] of foldOf.entries()) parts[one === fold ? 0 : 1].push(row);
  return parts;
}
