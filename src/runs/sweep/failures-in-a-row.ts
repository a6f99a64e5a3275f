import type { Run } from '../run.js';

/** A sweep stops by itself after so many failed runs one after the other. */
const FAILURES = 3;

/**
 * The sentence to say where the last runs that ended have all failed, else undefined. A run that was cancelled or
 * pruned does not count, neither as a failure nor as the end of a row of them.
 */
export function failuresInARow(members: readonly Run[]): string | undefined {
  const last = members
    .filter(({ state }) => state === 'done' || state === 'failed')
    .sort((a, b) => ((a.finished_at ?? '') < (b.finished_at ?? '') ? -1 : 1))
    .slice(-FAILURES);
  if (last.length < FAILURES || last.some(({ state }) => state !== 'failed')) return undefined;
  const { id = '', failure = null } = last.at(-1) ?? {};
  const why = [failure?.message, failure?.hint].filter(Boolean).join(' ');
  return `${FAILURES} runs in a row failed. The last, run ${id}: ${why}`;
}
