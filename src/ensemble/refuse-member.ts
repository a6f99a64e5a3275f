import { UserError } from '../user-error.js';

/** `run 12`, `run 12/3`, `submission 4`: what a member is called in a sentence. */
export const callMember = (name: string): string =>
  name.startsWith('submission:') ? `submission ${name.slice('submission:'.length)}` : `run ${name}`;

/** @throws UserError `ensemble.member` naming the member that does not fit, and why */
export function refuseMember(name: string, problem: string, cause?: unknown): never {
  const called = callMember(name);
  throw new UserError(
    'ensemble.member',
    `${called.charAt(0).toUpperCase()}${called.slice(1)} cannot be a member: ${problem}. Leave it out, or train it again.`,
    { context: { member: name }, cause },
  );
}
