import { sigmoid } from '../../task/sigmoid.js';
import { addTo, meanOfProbabilities, placedByRank, ranksByLabel, votes, votesNeeded } from './combine.js';
import type { Fitted } from './fit.js';
import { microF1 } from './micro-f1.js';
import { memberOf, type ScoreTable, takeMembers, type Targets } from './score-table.js';

/**
 * What each member brings: the micro-F1 of the whole minus that without it, everything else as fitted (weights keep their
 * proportions, thresholds stay). Below 0 the ensemble is better off without it. With stacking the member's share of the
 * logit is simply missing, so the numbers are large there.
 *
 * Time: that of one more combination, since a member is taken out of what all say together.
 * @returns one a member, in the order of `fitted.members`; nothing for an ensemble of one
 */
export function leaveOneOut(candidates: ScoreTable, targets: Targets, fitted: Fitted): number[] {
  if (fitted.members.length < 2) return [];
  const table = takeMembers(candidates, fitted.members);
  const without = leaverOf(table, fitted.combiner);
  const thresholds =
    fitted.combiner.kind === 'hard'
      ? fitted.thresholds.map(() => votesNeeded(table.members - 1))
      : fitted.thresholds;
  const whole = microF1(without(-1), targets, fitted.thresholds);
  return fitted.members.map((_, left) => whole - microF1(without(left), targets, thresholds));
}

/** What is said by all but one, or with -1 by all. */
type Leaver = (left: number) => Float64Array;

function leaverOf(table: ScoreTable, combiner: Fitted['combiner']): Leaver {
  const { labels, members } = table;
  const even = new Array<number>(members).fill(1);
  switch (combiner.kind) {
    case 'soft':
      return weighted(table, table.probabilities, [even]);
    case 'logits': {
      const mean = weighted(table, table.logits, [even]);
      return (left) => mean(left).map(sigmoid);
    }
    case 'weights':
      return weighted(table, table.probabilities, [combiner.weights]);
    case 'label_weights':
      return weighted(table, table.probabilities, combiner.weights);
    case 'hard': {
      const all = votes(table);
      return (left) => (left < 0 ? all : less(all, memberOf(table, left), (p) => (p >= 0.5 ? 1 : 0)));
    }
    case 'rank': {
      const ranks = even.map((_, member) => ranksByLabel(table, member));
      const sum = new Float64Array(table.examples * labels);
      for (const one of ranks) addTo(sum, one);
      const mean = weighted(table, table.probabilities, [even]);
      return (left) => {
        const own = ranks[left];
        return placedByRank(own ? less(sum, own, (rank) => rank) : sum, mean(left), labels);
      };
    }
    case 'stack': {
      const weightOf = (member: number, label: number) => combiner.models[label]?.weights[member] ?? 0;
      const size = table.examples * labels;
      const logits = Float64Array.from({ length: size }, (_, at) => combiner.models[at % labels]?.bias ?? 0);
      for (let member = 0; member < members; member += 1)
        for (let at = 0; at < size; at += 1)
          logits[at] =
            (logits[at] as number) +
            weightOf(member, at % labels) * (table.logits[member * size + at] as number);
      return (left) =>
        (left < 0
          ? logits
          : logits.map(
              (one, at) => one - weightOf(left, at % labels) * (table.logits[left * size + at] as number),
            )
        ).map(sigmoid);
    }
  }
}

const less = (all: Float64Array, own: Float64Array, value: (own: number) => number): Float64Array =>
  all.map((one, at) => one - value(own[at] as number));

/** @param weights for all labels, or a list for each; where nobody else has any, a label's weights are even */
function weighted(table: ScoreTable, values: Float64Array, weights: readonly (readonly number[])[]): Leaver {
  const { members, examples, labels } = table;
  const size = examples * labels;
  const of = (label: number) => weights[weights.length === 1 ? 0 : label] ?? [];
  const total = (label: number) => of(label).reduce((sum, one) => sum + one, 0);
  const sums = new Float64Array(size);
  for (let member = 0; member < members; member += 1)
    for (let label = 0; label < labels; label += 1) {
      const weight = of(label)[member] ?? 0;
      if (weight === 0) continue;
      for (let at = label; at < size; at += labels)
        sums[at] = (sums[at] as number) + weight * (values[member * size + at] as number);
    }
  return (left) => {
    const result = new Float64Array(size);
    for (let label = 0; label < labels; label += 1) {
      const own = left < 0 ? 0 : (of(label)[left] ?? 0);
      const rest = total(label) - own;
      if (rest < NONE) setLabel(result, evenWithout(table, left), label, labels);
      else
        for (let at = label; at < size; at += labels)
          result[at] = ((sums[at] as number) - (own && own * (values[left * size + at] as number))) / rest;
    }
    return result;
  };
}

/** Weights less than this are what rounding left of 0: of those who stay nobody has one. */
const NONE = 1e-12;

const evenWithout = (table: ScoreTable, left: number): Float64Array =>
  meanOfProbabilities(
    table,
    Array.from({ length: table.members }, (_, at) => (at === left ? 0 : 1)),
  );

function setLabel(result: Float64Array, from: Float64Array, label: number, labels: number): void {
  for (let at = label; at < result.length; at += labels) result[at] = from[at] as number;
}
