import { bootstrap, type Interval } from '../runs/compare/bootstrap.js';
import type { PairedCounts } from '../runs/compare/resample.js';
import { evaluate } from '../task/evaluate.js';
import { crossFit } from './fit/cross-fit.js';
import { errorCorrelations } from './fit/error-correlation.js';
import { apply, asLogits, decide, type Fitted, learnsNothing, type OutOfFold, type Plan } from './fit/fit.js';
import { leaveOneOut } from './fit/leave-one-out.js';
import { microF1At } from './fit/micro-f1.js';
import { memberOf, type ScoreTable, takeMembers, type Targets } from './fit/score-table.js';

const RESAMPLES = 2000;
const SEED = 1;

type Judged = { plan: Plan; fitted: Fitted; outOfFold: OutOfFold | undefined; labels: readonly string[] };

/** What the ensemble is worth on dev, fitted on it and not, and what its members are. */
export function judge(dev: ScoreTable, targets: Targets, { plan, fitted, outOfFold, labels }: Judged) {
  const members = takeMembers(dev, fitted.members);
  const scores = apply(dev, fitted);
  const decisions = decide(scores, fitted.thresholds);
  const held = crossFit(dev, targets, plan, { outOfFold });
  const metrics = (yes: Uint8Array) => evaluate(rows(yes, labels), rows(targets, labels), labels);
  const own = fitted.members.map((_, at) => microF1At(memberOf(members, at), targets, 0.5));
  const place = own.indexOf(Math.max(...own));
  const best = decide(memberOf(members, place), new Array<number>(labels.length).fill(0.5));
  return {
    best: { place, micro_f1: own[place] ?? 0 },
    logits: held ? held.logits : asLogits(scores, decisions, fitted),
    numbers: {
      dev: metrics(decisions),
      dev_cross_fitted: held ? metrics(held.decisions) : null,
      learned: !learnsNothing(plan),
      gain: held ? gainOf(best, held.decisions, targets, labels.length) : null,
      correlations: [...errorCorrelations(members, targets)],
      leave_one_out: leaveOneOut(dev, targets, fitted),
    },
  };
}

function gainOf(single: Uint8Array, ensemble: Uint8Array, targets: Targets, labels: number): Interval | null {
  const counts = pairedCounts([single, ensemble], targets, labels);
  const statistic = [
    { columns: [0], weight: -1 },
    { columns: [1], weight: 1 },
  ];
  return bootstrap({ counts, statistics: [statistic], resamples: RESAMPLES, seed: SEED })[0] ?? null;
}

/** A column for each list of answers, all labels together. */
function pairedCounts(answers: readonly Uint8Array[], targets: Targets, labels: number): PairedCounts {
  const [examples, columns] = [targets.length / labels, answers.length];
  const counts = {
    ...{ examples, columns },
    truePositives: new Uint8Array(examples * columns),
    sizes: new Uint8Array(examples * columns),
  };
  for (const [column, own] of answers.entries())
    for (let at = 0; at < targets.length; at += 1) {
      const place = Math.floor(at / labels) * columns + column;
      const [answer, truth] = [own[at] ?? 0, targets[at] ?? 0];
      counts.truePositives[place] = (counts.truePositives[place] ?? 0) + (answer & truth);
      counts.sizes[place] = (counts.sizes[place] ?? 0) + answer + truth;
    }
  return counts;
}

function rows(flat: Uint8Array, labels: readonly string[]): number[][] {
  return Array.from({ length: flat.length / labels.length }, (_, row) => [
    ...flat.subarray(row * labels.length, (row + 1) * labels.length),
  ]);
}
