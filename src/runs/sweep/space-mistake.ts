import { type Said, say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';

/** Every mistake in a space ends with what to type in its place. */
export const mistake = (problem: Said | string, instead: string): UserError =>
  new UserError('sweep.space', say('sweepErrors.space', { problem, instead }));

/** checkOption's sentence without what to type for a single run. */
export function withoutAdvice({ sentence }: UserError): Said | string {
  const isValue = typeof sentence === 'object' && sentence.key === 'optionErrors.value';
  const problem = isValue ? sentence.values.problem : undefined;
  return typeof problem === 'object' ? problem : sentence;
}
