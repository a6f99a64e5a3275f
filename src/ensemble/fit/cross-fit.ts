import { stratifiedFolds } from '../../task/stratified-folds.js';
import {
  apply,
  asLogits,
  decide,
  fit,
  type Fitted,
  learnsNothing,
  type OutOfFold,
  type Plan,
} from './fit.js';
import { type Combined, type ScoreTable, takeExamples, takeTargets, type Targets } from './score-table.js';

export const CROSS_FIT = { folds: 5, seed: 1 } as const;

/** With fewer examples than this for each fold there is nothing to learn from. */
const LEAST_A_FOLD = 2;

/** What is said of each example by an ensemble that was fitted without it: logits that say yes from 0 on, and the yes. */
export type CrossFitted = { logits: Combined; decisions: Uint8Array };

export type CrossFitOptions = {
  folds?: number;
  seed?: number;
  outOfFold?: OutOfFold | undefined;
};

/**
 * What an ensemble is worth on examples that it was not fitted on: the examples are parted into stratified folds, and the
 * whole plan (choice of members, weights, thresholds) is fitted on all but one and applied to that one, in turn.
 * A rank average is made within the fold, since it ranks examples among each other.
 * @returns undefined for fewer than two examples a fold
 */
export function crossFit(
  table: ScoreTable,
  targets: Targets,
  plan: Plan,
  { folds = CROSS_FIT.folds, seed = CROSS_FIT.seed, outOfFold }: CrossFitOptions = {},
): CrossFitted | undefined {
  const { examples, labels } = table;
  const learned = fitWhereNothingIsLearned(table, targets, plan, outOfFold);
  if (learned) return answer(table, learned);
  if (examples < LEAST_A_FOLD * folds) return undefined;
  const result = {
    logits: new Float64Array(examples * labels),
    decisions: new Uint8Array(examples * labels),
  };
  const foldOf = stratifiedFolds(rowsOf(targets, labels), { folds, seed });
  for (let fold = 0; fold < folds; fold += 1) {
    const [inside, outside] = split(foldOf, fold);
    const fitted = fit(takeExamples(table, outside), takeTargets(targets, outside, labels), plan, outOfFold);
    const held = answer(takeExamples(table, inside), fitted);
    for (const [at, row] of inside.entries()) {
      result.logits.set(held.logits.subarray(at * labels, (at + 1) * labels), row * labels);
      result.decisions.set(held.decisions.subarray(at * labels, (at + 1) * labels), row * labels);
    }
  }
  return result;
}

function answer(table: ScoreTable, fitted: Fitted): CrossFitted {
  const scores = apply(table, fitted);
  const decisions = decide(scores, fitted.thresholds);
  return { logits: asLogits(scores, decisions, fitted), decisions };
}

/** Where no example's answer has a say, the whole is as good as any part. */
function fitWhereNothingIsLearned(
  table: ScoreTable,
  targets: Targets,
  plan: Plan,
  outOfFold: OutOfFold | undefined,
): Fitted | undefined {
  const isOutOfFold = plan.method === 'stack' && plan.choice === null && !outOfFold?.places.includes(-1);
  if (learnsNothing(plan)) return fit(table, targets, plan);
  return isOutOfFold && outOfFold ? fit(table, targets, plan, outOfFold) : undefined;
}

const rowsOf = (targets: Targets, labels: number): number[][] =>
  Array.from({ length: targets.length / labels }, (_, row) => [
    ...targets.subarray(row * labels, (row + 1) * labels),
  ]);

function split(foldOf: readonly number[], fold: number): [number[], number[]] {
  const parts: [number[], number[]] = [[], []];
  for (const [row, one] of foldOf.entries()) parts[one === fold ? 0 : 1].push(row);
  return parts;
}
