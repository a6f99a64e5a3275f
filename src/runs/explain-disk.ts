import { UserError } from '../user-error.js';

/** Turns "no space left" into a sentence for people; every other error is returned as it is. */
export function explainDisk(error: unknown, what: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new UserError(
    'disk.full',
    `${what}: the disk is full. Free some space in Labmate's folder (old folders in runs/), then type the command again.`,
    { cause: error },
  );
}
