import { SetUpError } from './set-up-error.mjs';

const OLDEST = 20;

/**
 * @param {string} version such as `20.20.2` (process.versions.node)
 * @throws {SetUpError} when Labmate does not run on it
 */
export function checkNodeVersion(version) {
  if (Number.parseInt(version, 10) >= OLDEST) return;
  throw new SetUpError(
    `Labmate needs Node.js ${OLDEST} or newer, and this is ${version}. Install a newer one from https://nodejs.org and start again.`,
  );
}
