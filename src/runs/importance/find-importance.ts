import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { valueText } from '../compare/spec-differences.js';
import { inWorkerThread } from '../in-worker-thread.js';
import { type DoneRun, lastFinished, rank } from '../leaderboard.js';
import type { Run } from '../run.js';
import { encodeSpecs, type Feature } from './encode-specs.js';
import type { ForestFindings, ForestJob } from './forest.js';

/** With fewer, a tree that leaves a third of them out has nothing to grow on. */
export const FEWEST_RUNS = 8;
/** Up to here the numbers are to be read with care. */
const FEW_RUNS = 30;
/** More tell nothing new, and take long. */
const MOST_RUNS = 200;
const MOST_LEVELS = 4;

export type OptionImportance = {
  /** Several where they always changed together. */
  names: string[];
  /** Rise of the squared error without it, as a share of the scores' variance; not below 0. */
  importance: number;
  /** Whether it is more than chance brings. */
  matters: boolean;
  /** Mean dev micro-F1 of the runs with each value, best first; empty where there are more than four values. */
  means: { value: string; runs: number; micro_f1: number }[];
};

export type Importance = {
  data: string;
  runs: number;
  /** Whether there are so few runs that all of it is to be read with care. */
  few: boolean;
  /** Most important first. */
  options: OptionImportance[];
  chance: number;
  explained: number;
  /** Options that never varied. */
  constant: string[];
  trees: number;
  shuffles: number;
  seed: number;
};

/**
 * Which options mattered among the finished runs on the data of the run that finished last: docs/experiments.md.
 * @throws UserError `importance.none` | `importance.few` | `importance.same` saying what is missing
 */
export async function findImportance(runs: readonly Run[]): Promise<Importance> {
  const last = lastFinished(runs);
  if (!last) throw new UserError('importance.none', say('runErrors.importance.none', { least: FEWEST_RUNS }));
  const finished = rank(runs, { dataHash: last.data.hash })
    .sort((a, b) => Number(b.id) - Number(a.id))
    .slice(0, MOST_RUNS);
  const encoded = encodeSpecs(finished);
  const count = encoded.runs.length;
  const where = say('runErrors.importance.where', { run: last.id, data: last.spec.data });
  if (count < FEWEST_RUNS)
    throw new UserError(
      'importance.few',
      say('runErrors.importance.few', { count, where, least: FEWEST_RUNS, more: FEWEST_RUNS - count }),
      { context: { count } },
    );
  const scores = encoded.runs.map(({ result }) => result.dev.micro_f1);
  if (new Set(scores).size === 1)
    throw new UserError(
      'importance.same',
      say('runErrors.importance.same', { count, where, score: scores[0]?.toFixed(4) ?? '' }),
    );
  const job: ForestJob = {
    columns: encoded.features.map(({ kind, column }) => ({ kind, column })),
    ...{ scores, trees: 100, shuffles: count > 60 ? 50 : 100, seed: 1 },
  };
  const file = new URL('./forest-thread.js', import.meta.url);
  const found = await inWorkerThread<ForestJob, ForestFindings>(file, job);
  return {
    ...{ data: last.spec.data, runs: count, few: count < FEW_RUNS, constant: encoded.constant },
    ...{ chance: found.chance, explained: found.explained },
    ...{ trees: job.trees, shuffles: job.shuffles, seed: job.seed },
    options: encoded.features
      .map((feature, at) => ({
        names: feature.names,
        importance: Math.max(0, found.importance[at] ?? 0),
        matters: (found.importance[at] ?? 0) > Math.max(0, found.chance),
        means: meansOf(feature, encoded.runs),
      }))
      .sort((a, b) => b.importance - a.importance),
  };
}

function meansOf(
  { names: [name = ''], column }: Feature,
  runs: readonly DoneRun[],
): OptionImportance['means'] {
  const byValue = new Map<number, DoneRun[]>();
  for (const [at, run] of runs.entries()) {
    const value = column[at] ?? 0;
    byValue.set(value, [...(byValue.get(value) ?? []), run]);
  }
  if (byValue.size > MOST_LEVELS) return [];
  return [...byValue.values()]
    .map((having) => ({
      value: valueText((having[0]?.spec as Record<string, unknown> | undefined)?.[name]),
      runs: having.length,
      micro_f1: having.reduce((sum, { result }) => sum + result.dev.micro_f1, 0) / having.length,
    }))
    .sort((a, b) => b.micro_f1 - a.micro_f1);
}
