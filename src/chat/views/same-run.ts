import { SameRunError, saySame } from '../../runs/same-run-error.js';
import { UserError } from '../../user-error.js';
import { plain } from '../limits.js';

/** A run that is there already, told with its author's words as they were typed; every other error as it is. */
export function sameRunInChat(error: unknown, now = new Date()): Error {
  if (!(error instanceof SameRunError)) return error as Error;
  return new UserError(error.identifier, saySame(error.run, now, plain), { cause: error });
}
