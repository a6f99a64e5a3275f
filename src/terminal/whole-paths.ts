import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * `model:./mine` and `data:../other` as whole paths where there is such a folder: the bot, which may carry a verb out, was
 * started elsewhere. Of a name without a slash that is done only for a checkpoint that lies here. `csv:flips.csv`,
 * `file:x.png` and `out:runs.csv` always become whole paths.
 * @param cwd where the person typed
 * @param models names of the catalogue, which come first
 */
export function wholePaths(
  words: readonly string[],
  { cwd, models }: { cwd: string; models: readonly string[] },
): Promise<string[]> {
  return Promise.all(
    words.map(async (word) => {
      const [, name, path] = /^(model|data|csv|file|out):(.+)$/s.exec(word) ?? [];
      if (name === undefined || path === undefined) return word;
      const whole = resolve(cwd, path);
      if (name === 'csv' || name === 'file' || name === 'out') return `${name}:${whole}`;
      const isPath = path.includes('/') || /^\.{1,2}$/.test(path);
      const isHere = isPath
        ? await isFolder(whole)
        : name === 'model' && !models.includes(path) && (await isFile(join(whole, 'config.json')));
      return isHere ? `${name}:${whole}` : word;
    }),
  );
}

const found = (path: string) => stat(path).catch(() => undefined);
const isFolder = async (path: string): Promise<boolean> => (await found(path))?.isDirectory() ?? false;
const isFile = async (path: string): Promise<boolean> => (await found(path))?.isFile() ?? false;
