import { sigmoid } from '../../task/sigmoid.js';
import { ranksOf } from './ranks.js';
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
  const sums = new Float64Array(table.examples * table.labels);
  for (let member = 0; member < table.members; member += 1) addTo(sums, ranksByLabel(table, member));
  return placedByRank(sums, meanOfProbabilities(table), table.labels);
}

/** A member's ranks, each label by itself: `[examples, labels]`. */
export function ranksByLabel(table: ScoreTable, member: number): Float64Array {
  const { examples, labels } = table;
  const ranks = new Float64Array(examples * labels);
  for (let label = 0; label < labels; label += 1)
    setColumn(ranks, label, labels, ranksOf(column(memberOf(table, member), label, labels)));
  return ranks;
}

/** The mean probabilities of each label, given to the examples in the order of their ranks; ties go by the probability. */
export function placedByRank(ranks: Float64Array, means: Combined, labels: number): Combined {
  const result = new Float64Array(means.length);
  for (let label = 0; label < labels; label += 1) {
    const mean = column(means, label, labels);
    const sorted = mean.slice().sort();
    const placed = new Float64Array(mean.length);
    for (const [place, example] of order(column(ranks, label, labels), mean).entries())
      placed[example] = sorted[place] ?? 0;
    setColumn(result, label, labels, placed);
  }
  return result;
}

/** Places of the values from the smallest on; `ties` decides between equal ones, then the place. */
function order(values: Float64Array, ties: Float64Array): Uint32Array {
  const by = (all: Float64Array, a: number, b: number): number => (all[a] ?? 0) - (all[b] ?? 0);
  return Uint32Array.from(values.keys()).sort((a, b) => by(values, a, b) || by(ties, a, b) || a - b);
}

export function addTo(sums: Float64Array, values: Float64Array): void {
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] as number) + (values[at] as number);
}

/** One label of `[examples, labels]`. */
export function column(scores: Float64Array, label: number, labels: number): Float64Array {
  const values = new Float64Array(scores.length / labels);
  for (let row = 0; row < values.length; row += 1) values[row] = scores[row * labels + label] as number;
  return values;
}

function setColumn(scores: Float64Array, label: number, labels: number, values: Float64Array): void {
  for (let row = 0; row < values.length; row += 1) scores[row * labels + label] = values[row] as number;
}
