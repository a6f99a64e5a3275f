import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { SetUpError } from './set-up-error.mjs';

/**
 * Where downloads and builds are kept, outside the checkout: LABMATE_CACHE, else the XDG cache folder.
 * The XDG specification has relative values of XDG_CACHE_HOME ignored.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} home
 * @returns {string} absolute path
 */
export function cacheFolder(env = process.env, home = homedir()) {
  if (env.LABMATE_CACHE) return resolve(env.LABMATE_CACHE);
  const xdg = env.XDG_CACHE_HOME;
  return xdg && isAbsolute(xdg) ? join(xdg, 'labmate') : join(home, '.cache', 'labmate');
}

/** Makes the folder. @throws {SetUpError} when it cannot be written. */
export function openCacheFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch (error) {
    throw new SetUpError(
      `Labmate cannot write its cache folder ${folder} (${error.code}). Set LABMATE_CACHE to a folder that you can write, and start again.`,
    );
  }
}
