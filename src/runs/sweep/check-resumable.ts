import { UserError } from '../../user-error.js';
import type { Sweep } from './sweep.js';

/** @throws UserError `sweep.running` | `sweep.done`: there is nothing to go on with, and what to type instead */
export function checkResumable({ id, state, budget }: Sweep): void {
  if (state === 'running')
    throw new UserError(
      'sweep.running',
      `Sweep ${id} is running already: \`/sweep status sweep:${id}\` shows how far it is.`,
    );
  if (state === 'done')
    throw new UserError(
      'sweep.done',
      `Sweep ${id} is done: its budget of ${budget} or its space is used up. Start another with \`/sweep start\`; \`search_seed:2\` gives other suggestions.`,
    );
}
