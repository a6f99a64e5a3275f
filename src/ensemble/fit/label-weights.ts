import { column, type Weights } from './combine.js';
import { memberOf, type ScoreTable, type Targets } from './score-table.js';
import { searchWeights } from './weight-search.js';

/** One label's scores as a table of its own. */
export function labelOf(table: ScoreTable, label: number): ScoreTable {
  const { members, examples, labels } = table;
  const part = { members, examples, labels: 1 };
  const size = examples * labels;
  const take = (values: Float64Array) => {
    const taken = new Float64Array(members * examples);
    for (let member = 0; member < members; member += 1)
      taken.set(
        column(values.subarray(member * size, (member + 1) * size), label, labels),
        member * examples,
      );
    return taken;
  };
  return { ...part, logits: take(table.logits), probabilities: take(table.probabilities) };
}

export const targetsOf = (targets: Targets, label: number, labels: number): Targets =>
  Uint8Array.from({ length: targets.length / labels }, (_, row) => targets[row * labels + label] ?? 0);

/**
 * Weights for each label by itself, searched for its own F1: a member may be good at one emotion and poor at another.
 * @returns [labels], the weights of each
 */
export function searchLabelWeights(table: ScoreTable, targets: Targets): Weights[] {
  return Array.from({ length: table.labels }, (_, label) =>
    searchWeights(labelOf(table, label), targetsOf(targets, label, table.labels)),
  );
}

/** Weighted means, each label by its own weights. */
export function meanByLabel(table: ScoreTable, weights: readonly Weights[]): Float64Array {
  const { members, examples, labels } = table;
  const mean = new Float64Array(examples * labels);
  const whole = new Float64Array(labels);
  for (let member = 0; member < members; member += 1) {
    const scores = memberOf(table, member);
    for (let label = 0; label < labels; label += 1) {
      const weight = weights[label]?.[member] ?? 0;
      if (weight === 0) continue;
      const sum = (whole[label] ?? 0) + weight;
      whole[label] = sum;
      for (let at = label; at < scores.length; at += labels) {
        const before = mean[at] as number;
        mean[at] = before + ((scores[at] as number) - before) * (weight / sum);
      }
    }
  }
  return mean;
}
