import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';

/** Turns "no space left" into a sentence for people; every other error is returned as it is. */
export function explainDisk(error: unknown, what: Said | string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new UserError('disk.full', say('runErrors.disk', { what }), { cause: error });
}
