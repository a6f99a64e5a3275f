import { rank } from '../runs/leaderboard.js';
import { rankPublic } from '../runs/public-ranking.js';
import { isOpen, type Run } from '../runs/run.js';
import { type PendingEnsemble, runsIn, type Submission } from '../runs/submission.js';

/** The section `disk` of configs/labmate.yaml, without its schedule. */
export type RetentionRule = {
  /** Checkpoints of runs that ended this many days ago or less are kept. */
  keep_days: number;
  /** Of each data set the best runs by dev micro-F1, and the best by public score, are kept. */
  keep_top: number;
  /** With less space than this (in 10^9 bytes) younger ones go, too, the oldest first, until there is as much. */
  free_below_gb: number;
};

export type RetentionCase = {
  runs: readonly Run[];
  submissions: readonly Submission[];
  /** Ensembles that wait for test scores, which their members' checkpoints make. */
  waiting?: readonly PendingEnsemble[];
  /** Bytes that could be freed of each run by its number, and those that are free on the disk. */
  sizes: { runs: ReadonlyMap<string, number>; free: number };
  /** Runs from whose checkpoint an open run begins, with that run's number. */
  bases?: ReadonlyMap<string, string>;
  now: Date;
  rule: RetentionRule;
};

export type KeepReason = 'open' | 'base' | 'pinned' | 'submission' | 'ensemble' | 'dev' | 'public' | 'young';
export type Kept = { run: Run; bytes: number; reason: KeepReason; why: string };
export type RetentionPlan = { free: { run: Run; bytes: number }[]; kept: Kept[] };

const GB = 1e9;
const DAY_MS = 24 * 3600 * 1000;

/**
 * Which runs' checkpoints may go, and why the others stay; runs without any are in neither list. Nothing is done.
 * @returns `free` in the order in which they go, the oldest first
 */
export function planRetention({
  runs: given,
  submissions,
  waiting = [],
  sizes,
  bases = new Map(),
  now,
  rule,
}: RetentionCase): RetentionPlan {
  const runs = [...given].sort((a, b) => Number(a.id) - Number(b.id));
  const reasons = protections({ runs, submissions, waiting, bases, rule });
  const held = runs
    .map((run) => ({ run, bytes: sizes.runs.get(run.id) ?? 0 }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => endOf(a.run) - endOf(b.run) || Number(a.run.id) - Number(b.run.id));
  const plan: RetentionPlan = { free: [], kept: [] };
  let room = sizes.free;
  const oldest = now.getTime() - rule.keep_days * DAY_MS;
  for (const { run, bytes } of held) {
    const kept = reasons.get(run.id);
    // What is old comes first, so that the young are asked for no more than is still missing.
    const goes = endOf(run) < oldest || room < rule.free_below_gb * GB;
    if (kept) plan.kept.push({ run, bytes, ...kept });
    else if (!goes) plan.kept.push({ run, bytes, reason: 'young', why: youngText(rule) });
    else {
      plan.free.push({ run, bytes });
      room += bytes;
    }
  }
  return plan;
}

const youngText = ({ keep_days }: RetentionRule): string =>
  `it ended within the last ${keep_days === 1 ? 'day' : `${keep_days} days`}`;

/** When it ended, in ms. */
const endOf = ({ finished_at, created_at }: Run): number => Date.parse(finished_at ?? created_at);

/** Runs of an ensemble that has not come to its end. */
export const runsWaitedFor = ({ members, missing, ended }: PendingEnsemble): string[] =>
  ended ? [] : runsIn({ members: [...members, ...missing] });

type Reason = Pick<Kept, 'reason' | 'why'>;

/** What no rule may take, with the first reason of each. */
function protections({
  runs,
  submissions,
  waiting,
  bases,
  rule,
}: Required<Pick<RetentionCase, 'runs' | 'submissions' | 'waiting' | 'bases' | 'rule'>>): Map<
  string,
  Reason
> {
  const reasons = new Map<string, Reason>();
  const keep = (id: string, reason: KeepReason, why: string): void => {
    if (!reasons.has(id)) reasons.set(id, { reason, why });
  };
  const open = runs.filter(isOpen);
  for (const { id, state } of open) keep(id, 'open', `it is ${state}`);
  for (const [id, by] of bases) keep(id, 'base', `run ${by} begins from it`);
  for (const { id, from } of open) if (from !== null) keep(from, 'base', `run ${id} was begun from it`);
  for (const { id, checkpoint_pinned } of runs) if (checkpoint_pinned) keep(id, 'pinned', 'it is pinned');
  for (const submission of submissions)
    for (const run of runsIn(submission)) keep(run, 'submission', `it is in submission ${submission.id}`);
  for (const run of waiting.flatMap(runsWaitedFor))
    keep(run, 'ensemble', 'an ensemble that waits for test scores may need it');
  for (const dataHash of new Set(runs.map(({ data }) => data.hash)))
    for (const [at, { id }] of rank(runs, { dataHash }).slice(0, rule.keep_top).entries())
      keep(id, 'dev', `it is number ${at + 1} by dev micro-F1`);
  const inPublic = rankPublic(runs, []).slice(0, rule.keep_top);
  for (const [at, entry] of inPublic.entries())
    if ('run' in entry) keep(entry.run.id, 'public', `it is number ${at + 1} by public score`);
  return reasons;
}
