import { type CUTS, ENSEMBLE_METHODS, type EnsembleMethod } from '../../runs/ensemble-methods.js';
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

export const METHODS = ENSEMBLE_METHODS;
export type Method = EnsembleMethod;

/** Cut at 0.5, or each label where its F1 is best. Votes are cut by the vote. */
export type Cut = (typeof CUTS)[number];

export type Plan = {
  method: Method;
  cut: Cut;
  /** Null where the members are given. */
  choice: Choice | null;
};

/** Scores of train examples by models that have not seen them: what stacking learns from where all members have them. */
export type OutOfFold = {
  table: ScoreTable;
  targets: Targets;
  /** For each candidate its place in the table, -1 for one that has none. */
  places: readonly number[];
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
  /** Where combiner and thresholds were learned. */
  basis: 'dev' | 'oof';
};

/** Chooses members, fits how they are put together, and then where to cut: all on these examples, or out of fold. */
export function fit(
  candidates: ScoreTable,
  targets: Targets,
  { method, cut, choice }: Plan,
  outOfFold?: OutOfFold,
): Fitted {
  // Always in one order, so that neither rounding nor a tie depends on how members were named.
  const members = choice
    ? chooseMembers(candidates, targets, choice).sort((a, b) => a - b)
    : Array.from({ length: candidates.members }, (_, member) => member);
  const held = method === 'stack' ? heldOut(members, outOfFold) : undefined;
  const basis = held ? 'oof' : 'dev';
  const learned = held ?? { table: choice ? takeMembers(candidates, members) : candidates, targets };
  const combiner = fitCombiner(learned.table, learned.targets, method);
  const { labels } = candidates;
  if (combiner.kind === 'hard')
    return { members, combiner, thresholds: even(labels, votesNeeded(members.length)), basis };
  const thresholds =
    cut === 'tuned'
      ? tuneThresholds(combine(learned.table, combiner), learned.targets, labels)
      : even(labels, 0.5);
  return { members, combiner, thresholds, basis };
}

const even = (labels: number, threshold: number): number[] => new Array<number>(labels).fill(threshold);

/** What the members say out of fold; undefined where one of them has no such scores. */
function heldOut(members: readonly number[], outOfFold: OutOfFold | undefined) {
  const places = members.map((member) => outOfFold?.places[member] ?? -1);
  if (!outOfFold || places.includes(-1)) return undefined;
  return { table: takeMembers(outOfFold.table, places), targets: outOfFold.targets };
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
  (choice === null || (choice.by !== 'dev' && choice.diverse !== 'errors'));

/**
 * Scores in the form of a member's: logits that say yes from 0 on, wherever the ensemble cuts, so that an ensemble counts
 * in another one as what it decides. A hard vote's are those of the share of votes.
 */
export function asLogits(
  scores: Combined,
  decisions: Uint8Array,
  { combiner, thresholds, members }: Fitted,
): Combined {
  const voters = members.length + 1;
  const labels = thresholds.length;
  return scores.map((score, at) => {
    const threshold = thresholds[at % labels] ?? 0.5;
    const logit =
      combiner.kind === 'hard'
        ? logitOf((score + 0.5) / voters) - logitOf(threshold / voters)
        : logitOf(score) - logitOf(threshold);
    // Rounding must not turn an answer round.
    return decisions[at] === 1 ? Math.max(logit, 0) : Math.min(logit, -SURE);
  });
}

/** Nearer to 0 and 1 no probability is told from them; it also keeps logits finite. */
const SURE = 1e-12;

function logitOf(probability: number): number {
  const inside = Math.min(1 - SURE, Math.max(SURE, probability));
  return Math.log(inside / (1 - inside));
}
