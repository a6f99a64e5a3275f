import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';

/** `run 12`, `run 12/3`, `submission 4`: what a member is called in a sentence. */
export const callMember = (name: string): string =>
  name.startsWith('submission:') ? `submission ${name.slice('submission:'.length)}` : `run ${name}`;

/** The same at the beginning of a sentence, in whatever language it is said. */
export const sayMember = (name: string): Said =>
  name.startsWith('submission:')
    ? say('ensembleErrors.submitted', { submission: name.slice('submission:'.length) })
    : say('ensembleErrors.run', { run: name });

/** @throws UserError `ensemble.member` naming the member that does not fit, and why */
export function refuseMember(name: string, problem: Said, cause?: unknown): never {
  throw new UserError('ensemble.member', say('ensembleErrors.member', { member: sayMember(name), problem }), {
    context: { member: name },
    cause,
  });
}
