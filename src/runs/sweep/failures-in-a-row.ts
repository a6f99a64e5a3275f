import { asSlot } from '../../texts/stored.js';
import { type Said, say } from '../../texts/texts.js';
import type { Run } from '../run.js';

/** A sweep stops by itself after so many failed runs one after the other. */
const FAILURES = 3;

/**
 * The sentence to say where the last runs that ended have all failed, else undefined. A run that was cancelled or
 * pruned does not count, neither as a failure nor as the end of a row of them; nor does what ended before `since`.
 * @param since when the sweep was resumed (ISO 8601); null where it was not
 */
export function failuresInARow(members: readonly Run[], since: string | null): Said | undefined {
  const last = members
    .filter(({ state }) => state === 'done' || state === 'failed')
    .filter(({ finished_at }) => since === null || (finished_at ?? '') > since)
    .sort((a, b) => ((a.finished_at ?? '') < (b.finished_at ?? '') ? -1 : 1))
    .slice(-FAILURES);
  if (last.length < FAILURES || last.some(({ state }) => state !== 'failed')) return undefined;
  const { id = '', failure = null } = last.at(-1) ?? {};
  return say('stored.sweep.failures', { failures: FAILURES, run: id, why: reasonOf(failure) });
}

function reasonOf(failure: Run['failure']): Said | string {
  if (!failure) return '';
  const { message, hint, said } = failure;
  const one = asSlot(message, said?.message);
  return hint === undefined ? one : say('stored.note.both', { one, other: asSlot(hint, said?.hint) });
}
