import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

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

/**
 * Makes the folder.
 * @param {string} folder absolute
 * @returns {string | null} why it cannot be written and what to do about it; null when it can
 */
export function cacheProblem(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return null;
  } catch (error) {
    return `Labmate cannot write its cache folder ${folder} (${error.code}); set LABMATE_CACHE to a folder that you can write and start again`;
  }
}
