import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';

/** @throws UserError `ensemble.write` saying why the disk did not take the file */
export function refuseWriting(file: string, cause: unknown): never {
  throw new UserError('ensemble.write', say('ensembleErrors.write', { file, why: whyNot(cause) }), { cause });
}

function whyNot(cause: unknown): Said {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return say('ensembleErrors.full');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return say('ensembleErrors.forbidden');
  return say('ensembleErrors.elsewhere', { code: code ?? String(cause) });
}
