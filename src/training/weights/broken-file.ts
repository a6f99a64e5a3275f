import { UserError } from '../../user-error.js';

const AGAIN = 'Download it again, or save the checkpoint again.';

/**
 * UserError `checkpoint.file`: a file of weights is not what it should be.
 * @param what follows the file's name in the sentence, without a full stop
 */
export const brokenFile = (file: string, what: string, cure = AGAIN): UserError =>
  new UserError('checkpoint.file', `${file} ${what}. ${cure}`, { context: { file } });

/** Text out of a file, for a message: quoted, short, and without control characters. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > 100 ? `${text.slice(0, 99)}…` : text).replace(/[\u007f-\u009f]/g, '?');
