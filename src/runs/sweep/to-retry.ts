import type { Run } from '../run.js';
import { type Sweep, trialOf } from './sweep.js';

/**
 * The first suggestion of a resumed sweep whose run says nothing about its settings (its data were broken, the disk
 * full, it was cancelled) and ended before the sweep was resumed: it is tried again under its own number. It follows
 * from the runs alone, so that a restart repeats nothing.
 */
export function toRetry({ resumed_at }: Sweep, members: readonly Run[]): Run | undefined {
  if (resumed_at === null) return undefined;
  const last = new Map(members.map((run) => [run.sweep?.trial, run]));
  return [...last.values()].find(
    (run) => trialOf(run).outcome === 'lost' && (run.finished_at ?? '') <= resumed_at,
  );
}
