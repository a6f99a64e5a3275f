import { ratio } from '../../task/counts.js';
import { meanOfProbabilities, type Weights } from './combine.js';
import { memberOf, type ScoreTable, type Targets } from './score-table.js';

/** Steps by which a weight is tried more and less, as shares of the whole, from coarse to fine. */
const STEPS = [0.2, 0.1, 0.05, 0.02] as const;
/** Times that all members are gone through with one step, at most. */
const SWEEPS = 10;

/**
 * Non-negative weights of a mean of probabilities, searched for the best micro-F1 at 0.5: coordinate ascent from equal
 * weights, one member after the other, each a step up and down, with ever smaller steps. F1 has no gradient; what is found
 * is a place that no single step improves.
 */
export function searchWeights(table: ScoreTable, targets: Targets): Weights {
  const { members } = table;
  const weights = new Array<number>(members).fill(1 / members);
  const state = { mean: meanOfProbabilities(table, weights), f1: 0 };
  const support = targets.reduce((all, one) => all + one, 0);
  state.f1 = moved(state.mean, state.mean, targets, { share: 0, support });
  for (const step of STEPS)
    for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
      let better = false;
      for (let member = 0; member < members; member += 1)
        for (const share of [step, -step]) {
          // Moving a share of the whole to a member: mean + share · (its probabilities - mean).
          const own = weights[member] ?? 0;
          if (own + share * (1 - own) < 0) continue;
          const scores = memberOf(table, member);
          const f1 = moved(state.mean, scores, targets, { share, support });
          if (f1 <= state.f1) continue;
          move(state.mean, scores, share);
          for (let other = 0; other < members; other += 1)
            weights[other] = Math.max(
              0,
              (weights[other] ?? 0) * (1 - share) + (other === member ? share : 0),
            );
          state.f1 = f1;
          better = true;
          break;
        }
      if (!better) break;
    }
  return weights;
}

function move(mean: Float64Array, scores: Float64Array, share: number): void {
  for (let at = 0; at < mean.length; at += 1) {
    const before = mean[at] as number;
    mean[at] = before + share * ((scores[at] as number) - before);
  }
}

/** Micro-F1 at 0.5 after such a move, without making it. */
function moved(
  mean: Float64Array,
  scores: Float64Array,
  targets: Targets,
  { share, support }: { share: number; support: number },
): number {
  let [hits, predicted] = [0, 0];
  for (let at = 0; at < mean.length; at += 1) {
    const before = mean[at] as number;
    const yes = before + share * ((scores[at] as number) - before) >= 0.5 ? 1 : 0;
    predicted += yes;
    hits += yes & (targets[at] as number);
  }
  return ratio(2 * hits, predicted + support);
}
