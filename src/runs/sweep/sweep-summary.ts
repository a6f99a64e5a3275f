import { type DoneRun, rank } from '../leaderboard.js';
import { isOpen, type Run } from '../run.js';
import { numberText } from './number-text.js';
import type { Sweep } from './sweep.js';

export type SweepSummary = {
  /** Suggestions that were tried so far, of at most `budget`: fewer than runs where some were tried again. */
  started: number;
  done: number;
  pruned: number;
  failed: number;
  /** By a person. */
  cancelled: number;
  running: Run[];
  waiting: Run[];
  best: DoneRun | undefined;
  /** Seconds until its budget is used up, at the speed so far; null before a run has ended, and for a sweep that has. */
  secondsLeft: number | null;
};

export const isPruned = ({ state, sweep }: Run): boolean => state === 'cancelled' && sweep?.pruned != null;

/** How many suggestions these runs are of. */
export const triedOf = (members: readonly Run[]): number =>
  new Set(members.map(({ sweep }) => sweep?.trial)).size;

/**
 * How far a sweep is.
 * @param members the sweep's runs
 * @param slots how many of them train at a time
 */
export function summarize(sweep: Sweep, members: readonly Run[], slots: number): SweepSummary {
  const count = (has: (run: Run) => boolean): number => members.filter(has).length;
  const running = members.filter(({ state }) => state === 'running');
  return {
    started: triedOf(members),
    done: count(({ state }) => state === 'done'),
    pruned: count(isPruned),
    failed: count(({ state }) => state === 'failed'),
    cancelled: count((run) => run.state === 'cancelled' && !isPruned(run)),
    running,
    waiting: members.filter(({ state }) => state === 'queued'),
    best: rank(members)[0],
    secondsLeft: secondsLeft(sweep, members, slots),
  };
}

function secondsLeft(sweep: Sweep, members: readonly Run[], slots: number): number | null {
  const seconds = members.filter((run) => run.state === 'done' || isPruned(run)).map(trained);
  if (seconds.length === 0 || (sweep.state !== 'running' && !members.some(isOpen))) return null;
  const each = seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
  const toCome = sweep.state === 'running' ? sweep.budget - triedOf(members) : 0;
  const open = members.filter(isOpen).map(({ progress }) => progress?.seconds_left ?? each);
  return (toCome * each + open.reduce((sum, one) => sum + one, 0)) / slots;
}

const trained = ({ started_at, finished_at }: Run): number =>
  Math.max(0, (Date.parse(finished_at ?? '') - Date.parse(started_at ?? '')) / 1000 || 0);

/** `lr:2.3e-5 loss:asl`, as one would type it. */
export const valuesText = ({ sweep }: Run): string =>
  Object.entries(sweep?.values ?? {})
    .map(([name, value]) => `${name}:${typeof value === 'number' ? numberText(value) : String(value)}`)
    .join(' ');
