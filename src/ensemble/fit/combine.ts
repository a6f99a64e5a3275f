import { sigmoid } from '../../task/sigmoid.js';
import { type Combined, memberOf, type ScoreTable } from './score-table.js';

/** What a member counts: one weight a member. They are not negative; their sum is not zero. */
export type Weights = readonly number[];

export const equalWeights = ({ members }: ScoreTable): Weights => new Array<number>(members).fill(1);

/** Soft vote: the weighted mean of probabilities. */
export function meanOfProbabilities(table: ScoreTable, weights: Weights = equalWeights(table)): Combined {
  return weightedMean(table, table.probabilities, weights);
}

/** The probability of the mean logit. */
export function meanOfLogits(table: ScoreTable, weights: Weights = equalWeights(table)): Combined {
  return weightedMean(table, table.logits, weights).map(sigmoid);
}

/** A running mean: of equal members it is exactly what each says, which a sum divided by their number is not. */
function weightedMean({ members, examples, labels }: ScoreTable, values: Float64Array, weights: Weights) {
  const size = examples * labels;
  const mean = new Float64Array(size);
  let whole = 0;
  for (let member = 0; member < members; member += 1) {
    const weight = weights[member] ?? 0;
    if (weight === 0) continue;
    whole += weight;
    const share = weight / whole;
    const start = member * size;
    for (let at = 0; at < size; at += 1) {
      const before = mean[at] as number;
      mean[at] = before + ((values[start + at] as number) - before) * share;
    }
  }
  return mean;
}

/** How many members say yes at 0.5. */
export function votes({ members, examples, labels, probabilities }: ScoreTable): Combined {
  const size = examples * labels;
  const counts = new Float64Array(size);
  for (let member = 0; member < members; member += 1)
    for (let at = 0; at < size; at += 1)
      if ((probabilities[member * size + at] as number) >= 0.5) counts[at] = (counts[at] as number) + 1;
  return counts;
}

/** Hard voting as the task's competitors do it: so few members rarely agree, and any vote counts. */
const ANY_VOTE_UP_TO = 3;

/** Votes that a hard vote asks for: more than half of the members, of up to three any. */
export const votesNeeded = (members: number): number =>
  members <= ANY_VOTE_UP_TO ? 1 : Math.floor(members / 2) + 1;

/**
 * Rank average: examples are ordered, label by label, by their mean rank over the members, so that a member that is too
 * sure of itself counts no more than others. Ranks have no place to be cut at; so the example of the k-th highest mean
 * rank is given the k-th highest mean probability, and 0.5 says yes as often as in a soft vote.
 */
export function rankAverage(table: ScoreTable): Combined {
  const { members, examples, labels } = table;
  const means = meanOfProbabilities(table);
  const result = new Float64Array(examples * labels);
  for (let label = 0; label < labels; label += 1) {
    const ranks = new Float64Array(examples);
    for (let member = 0; member < members; member += 1)
      addRanks(ranks, column(memberOf(table, member), label, labels));
    const mean = column(means, label, labels);
    const byRank = order(ranks, mean);
    const sorted = mean.slice().sort();
    for (const [place, example] of byRank.entries()) result[example * labels + label] = sorted[place] ?? 0;
  }
  return result;
}

/** Adds the rank of each value, from 0; equal values share the mean of theirs. */
function addRanks(ranks: Float64Array, values: Float64Array): void {
  const ordered = order(values, values);
  for (let first = 0; first < ordered.length;) {
    let last = first;
    while (
      last + 1 < ordered.length &&
      valueAt(values, ordered, last + 1) === valueAt(values, ordered, first)
    )
      last += 1;
    for (let place = first; place <= last; place += 1) {
      const example = ordered[place] ?? 0;
      ranks[example] = (ranks[example] ?? 0) + (first + last) / 2;
    }
    first = last + 1;
  }
}

const valueAt = (values: Float64Array, ordered: Uint32Array, place: number): number | undefined =>
  values[ordered[place] ?? 0];

/** Places of the values from the smallest on; `ties` decides between equal ones, then the place. */
function order(values: Float64Array, ties: Float64Array): Uint32Array {
  const by = (all: Float64Array, a: number, b: number): number => (all[a] ?? 0) - (all[b] ?? 0);
  return Uint32Array.from(values.keys()).sort((a, b) => by(values, a, b) || by(ties, a, b) || a - b);
}

export function column(scores: Float64Array, label: number, labels: number): Float64Array {
  const values = new Float64Array(scores.length / labels);
  for (let row = 0; row < values.length; row += 1) values[row] = scores[row * labels + label] ?? 0;
  return values;
}
