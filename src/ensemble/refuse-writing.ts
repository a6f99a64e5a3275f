import { UserError } from '../user-error.js';

/** @throws UserError `ensemble.write` saying why the disk did not take the file */
export function refuseWriting(file: string, cause: unknown): never {
  throw new UserError('ensemble.write', `${file} cannot be written: ${whyNot(cause)}`, { cause });
}

function whyNot(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return 'the disk is full. Free some space and type /ensemble again.';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'the folder may not be written to. Give the bot the right to, and type /ensemble again.';
  return `${code ?? String(cause)}. Look at the folder and type /ensemble again.`;
}
