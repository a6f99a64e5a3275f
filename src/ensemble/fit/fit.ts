import { type Choice, chooseMembers } from './choose-members.js';
import {
  meanOfLogits,
  meanOfProbabilities,
  rankAverage,
  votes,
  votesNeeded,
  type Weights,
} from './combine.js';
import { greedyWeights } from './greedy-selection.js';
import { meanByLabel, searchLabelWeights } from './label-weights.js';
import { type Combined, type ScoreTable, takeMembers, type Targets } from './score-table.js';
import { applyStacking, fitStacking, type LabelModel } from './stacking.js';
import { tuneThresholds } from './thresholds.js';
import { searchWeights } from './weight-search.js';

/** How members become one answer; docs/ensembles.md has each in a sentence. */
export const METHODS = [
  'soft',
  'logits',
  'rank',
  'hard',
  'weighted',
  'label_weights',
  'greedy',
  'stack',
] as const;
export type Method = (typeof METHODS)[number];

/** Cut at 0.5, or each label where its F1 is best. Votes are cut by the vote. */
export type Cut = 'half' | 'tuned';

export type Plan = {
  method: Method;
  cut: Cut;
  /** Null where the members are given. */
  choice: Choice | null;
};

/** What was learned from some examples, to be applied to others. */
export type Fitted = {
  /** Places of the members among the candidates, ascending. */
  members: number[];
  combiner:
    | { kind: 'soft' | 'logits' | 'rank' | 'hard' }
    | { kind: 'weights'; weights: Weights }
    | { kind: 'label_weights'; weights: Weights[] }
    | { kind: 'stack'; models: LabelModel[] };
  /** One a label; of a hard vote the number of votes. */
  thresholds: number[];
};

/** Chooses members, fits how they are put together, and then where to cut: all on these examples. */
export function fit(candidates: ScoreTable, targets: Targets, { method, cut, choice }: Plan): Fitted {
  // Always in one order, so that neither rounding nor a tie depends on how members were named.
  const members = choice
    ? chooseMembers(candidates, targets, choice).sort((a, b) => a - b)
    : Array.from({ length: candidates.members }, (_, member) => member);
  const table = choice ? takeMembers(candidates, members) : candidates;
  const combiner = fitCombiner(table, targets, method);
  const { labels } = table;
  if (combiner.kind === 'hard')
    return { members, combiner, thresholds: new Array<number>(labels).fill(votesNeeded(members.length)) };
  const thresholds =
    cut === 'tuned'
      ? tuneThresholds(combine(table, combiner), targets, labels)
      : new Array<number>(labels).fill(0.5);
  return { members, combiner, thresholds };
}

function fitCombiner(table: ScoreTable, targets: Targets, method: Method): Fitted['combiner'] {
  switch (method) {
    case 'weighted':
      return { kind: 'weights', weights: searchWeights(table, targets) };
    case 'greedy':
      return { kind: 'weights', weights: greedyWeights(table, targets) };
    case 'label_weights':
      return { kind: 'label_weights', weights: searchLabelWeights(table, targets) };
    case 'stack':
      return { kind: 'stack', models: fitStacking(table, targets) };
    case 'soft':
    case 'logits':
    case 'rank':
    case 'hard':
      return { kind: method };
  }
}

/** What the members say together: probabilities, of a hard vote numbers of votes. */
export function combine(table: ScoreTable, combiner: Fitted['combiner']): Combined {
  switch (combiner.kind) {
    case 'soft':
      return meanOfProbabilities(table);
    case 'logits':
      return meanOfLogits(table);
    case 'rank':
      return rankAverage(table);
    case 'hard':
      return votes(table);
    case 'weights':
      return meanOfProbabilities(table, combiner.weights);
    case 'label_weights':
      return meanByLabel(table, combiner.weights);
    case 'stack':
      return applyStacking(table, combiner.models);
  }
}

/** The fitted ensemble's scores of other examples, of the same candidates. */
export function apply(candidates: ScoreTable, { members, combiner }: Fitted): Combined {
  const all = members.length === candidates.members;
  return combine(all ? candidates : takeMembers(candidates, members), combiner);
}

/** Yes and no, `[examples, labels]`. */
export function decide(scores: Combined, thresholds: readonly number[]): Uint8Array {
  const labels = thresholds.length;
  const yes = new Uint8Array(scores.length);
  for (let at = 0; at < scores.length; at += 1)
    yes[at] = (scores[at] as number) >= (thresholds[at % labels] ?? 0.5) ? 1 : 0;
  return yes;
}

/** Nothing in the plan looks at the answers: in-sample and cross-fitted are the same. */
export const learnsNothing = ({ method, cut, choice }: Plan): boolean =>
  ['soft', 'logits', 'rank', 'hard'].includes(method) &&
  (cut === 'half' || method === 'hard') &&
  (choice === null || (choice.by === 'order' && choice.diverse !== 'errors'));
