import assert from 'node:assert/strict';
import { UserError } from '../../../src/user-error.js';

/** The UserError that a promise must end in, by identifier and text. */
export async function assertUserError(
  promise: Promise<unknown>,
  identifier: string,
  message: RegExp,
): Promise<UserError> {
  const error = await promise.then(
    () => assert.fail(`expected ${identifier}: ${message.source}`),
    (error: unknown) => error,
  );
  assert.ok(error instanceof UserError, `a UserError, not ${String(error)}`);
  assert.equal(error.identifier, identifier, error.message);
  assert.match(error.message, message);
  return error;
}
