import { combine, type Fitted } from './fit.js';
import { microF1 } from './micro-f1.js';
import { type ScoreTable, takeMembers, type Targets } from './score-table.js';
import { votesNeeded } from './combine.js';

/**
 * What each member brings: the micro-F1 of the whole minus that without it, everything else as fitted (weights keep their
 * proportions, thresholds stay). Below 0 the ensemble is better off without it. With stacking the member's share of the
 * logit is simply missing, so the numbers are large there.
 * @returns one a member, in the order of `fitted.members`; nothing for an ensemble of one
 */
export function leaveOneOut(candidates: ScoreTable, targets: Targets, fitted: Fitted): number[] {
  if (fitted.members.length < 2) return [];
  const table = takeMembers(candidates, fitted.members);
  const whole = microF1(combine(table, fitted.combiner), targets, fitted.thresholds);
  return fitted.members.map((_, left) => {
    const rest = fitted.members.map((_member, at) => at).filter((at) => at !== left);
    const combiner = without(fitted.combiner, rest);
    if (!combiner) return 0;
    const thresholds =
      combiner.kind === 'hard' ? fitted.thresholds.map(() => votesNeeded(rest.length)) : fitted.thresholds;
    return whole - microF1(combine(takeMembers(table, rest), combiner), targets, thresholds);
  });
}

/** The combiner of the remaining members; undefined where they had no weight at all. */
function without(combiner: Fitted['combiner'], rest: readonly number[]): Fitted['combiner'] | undefined {
  const keep = (weights: readonly number[]): number[] => rest.map((at) => weights[at] ?? 0);
  const counts = (weights: readonly number[]): boolean => weights.some((weight) => weight > 0);
  switch (combiner.kind) {
    case 'weights': {
      const weights = keep(combiner.weights);
      return counts(weights) ? { ...combiner, weights } : undefined;
    }
    case 'label_weights': {
      const weights = combiner.weights.map(keep);
      return { ...combiner, weights: weights.map((one) => (counts(one) ? one : rest.map(() => 1))) };
    }
    case 'stack':
      return {
        ...combiner,
        models: combiner.models.map(({ bias, weights }) => ({ bias, weights: keep(weights) })),
      };
    case 'soft':
    case 'logits':
    case 'rank':
    case 'hard':
      return combiner;
  }
}
