import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { checkOption, type RawValue } from './check-option.js';
import type { OptionDef } from './option-def.js';
import type { Run } from './run.js';
import type { RunStore } from './run-store.js';

export const placeOption = {
  kind: 'integer',
  min: 1,
  max: 1000,
  description: 'Which of the waiting runs it is to be: 1 starts next',
  example: 'place:1',
} as const satisfies OptionDef;

/** Where nobody moved a run its number is its place: an interrupted one comes before those that were queued later. */
const placeOf = ({ place, id }: Run): number => place ?? Number(id);

/** Waiting runs in the order in which they will start. */
export const inQueueOrder = (runs: readonly Run[]): Run[] =>
  runs
    .filter(({ state }) => state === 'queued')
    .sort((a, b) => placeOf(a) - placeOf(b) || Number(a.id) - Number(b.id));

/**
 * Moves a waiting run to a place among the waiting ones, from 1; one behind the last is the last.
 * @returns where it is now
 * @throws UserError `queue.state` for a run that does not wait, and for a place out of range
 */
export async function moveRun(
  run: Run,
  typed: RawValue,
  { store }: { store: RunStore },
): Promise<{ run: Run; place: number; of: number }> {
  const wanted = Number(checkOption('place', placeOption, typed));
  if (run.state !== 'queued')
    throw new UserError(
      'queue.state',
      say('queue.waits_not', { run: run.id, state: say(`words.state.${run.state}`) }),
    );
  const others = inQueueOrder(store.list()).filter(({ id }) => id !== run.id);
  const at = Math.min(wanted - 1, others.length);
  const [before, after] = [others[at - 1], others[at]];
  const moved = await store.update(run.id, {
    place: between(before && placeOf(before), after && placeOf(after)),
  });
  return { run: moved, place: at + 1, of: others.length + 1 };
}

/** Behind the last one there is room before the next number that will be given. */
function between(before: number | undefined, after: number | undefined): number | null {
  if (before === undefined) return after === undefined ? null : after - 0.5;
  return after === undefined ? before + 0.5 : (before + after) / 2;
}
