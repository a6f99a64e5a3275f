import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * `model:./mine` and `data:../other` as whole paths where there is such a folder: the bot, which may carry a verb out, was
 * started elsewhere. Names without a slash are looked up where the settings say.
 * @param cwd where the person typed
 */
export function wholePaths(words: readonly string[], cwd: string): Promise<string[]> {
  return Promise.all(
    words.map(async (word) => {
      const [, name, path] = /^(model|data):(.*\/.*|\.{1,2})$/s.exec(word) ?? [];
      if (name === undefined || path === undefined) return word;
      const whole = resolve(cwd, path);
      const found = await stat(whole).catch(() => undefined);
      return found?.isDirectory() ? `${name}:${whole}` : word;
    }),
  );
}
