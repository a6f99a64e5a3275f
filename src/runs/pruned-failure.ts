import type { Run } from './run.js';

/** A sweep stopped the run early: nobody cancelled it, and nothing is wrong with it. */
export function prunedFailure(run: Run | undefined): Run['failure'] | undefined {
  const message = run?.sweep?.pruned?.message;
  if (message === undefined) return undefined;
  return { reason: 'pruned', message: `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.` };
}
