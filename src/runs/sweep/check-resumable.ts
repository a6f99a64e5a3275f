import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import type { Sweep } from './sweep.js';

/** @throws UserError `sweep.running` | `sweep.done`: there is nothing to go on with, and what to type instead */
export function checkResumable({ id, state, budget }: Sweep): void {
  if (state === 'running')
    throw new UserError('sweep.running', say('contradictions.sweep_running', { sweep: id }));
  if (state === 'done')
    throw new UserError('sweep.done', say('contradictions.sweep_done', { sweep: id, budget }));
}
