import { UserError } from '../../user-error.js';

/** Every mistake in a space ends with what to type in its place. */
export const mistake = (what: string, instead: string): UserError =>
  new UserError('sweep.space', `${what} Type \`${instead}\`.`);

/** checkOption's sentence without its last one, which says what to type for a single run. */
export const withoutAdvice = ({ message }: UserError): string => message.replace(/ Try `[^`]*`\.$/, '');
