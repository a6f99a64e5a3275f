import type { Run } from './run.js';

/** The whole sentences of what a pruner says. */
const SENTENCES: Readonly<Record<string, string>> = {
  'stored.sweep.median': 'stored.sweep.median_sentence',
  'stored.sweep.halving': 'stored.sweep.halving_sentence',
};

/** A sweep stopped the run early: nobody cancelled it, and nothing is wrong with it. */
export function prunedFailure(run: Run | undefined): Run['failure'] | undefined {
  const pruned = run?.sweep?.pruned;
  if (!pruned) return undefined;
  const message = `${pruned.message.slice(0, 1).toUpperCase()}${pruned.message.slice(1)}.`;
  const key = SENTENCES[pruned.said?.key ?? ''];
  const said = key === undefined ? undefined : { key, values: pruned.said?.values ?? {} };
  return { reason: 'pruned', message, ...(said && { said: { message: said } }) };
}
