import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../config/settings.js';
import { sayFreedOn } from '../disk/say-freed-on.js';
import { memberFolders, runFolder, type RunFolder } from '../runs/run-folder.js';
import { UserError } from '../user-error.js';

/** Of `spec.json` only what is needed here; runs that are older than folds and seeds lack both. */
const countsSchema = z.object({
  spec: z.object({ folds: z.number().default(0), seeds: z.number().default(1) }),
});

/**
 * The checkpoints that predict for a run: its own, or with folds or seeds one a part.
 * @throws UserError `predict.run` where one is not there, `predict.freed` where it was freed to make room
 */
export async function checkpointsOf(
  typed: string,
  { home, runsDir }: Pick<Settings, 'home' | 'runsDir'>,
): Promise<{ folder: string }[]> {
  const id = /^#?(\d+)$/.exec(typed)?.[1];
  const folder = id === undefined ? undefined : runFolder(join(runsDir, id));
  const wanted = folder ? memberFolders(folder, await readCounts(folder)) : [];
  const there: { folder: string }[] = [];
  for (const { checkpoint } of wanted) if (await isFolder(checkpoint)) there.push({ folder: checkpoint });
  const [first] = there;
  if (first && there.length === wanted.length) return there;
  const freed = id === undefined ? undefined : await sayFreedOn(home, id);
  if (freed !== undefined) throw new UserError('predict.freed', freed);
  throw new UserError(
    'predict.run',
    first
      ? `Run “${typed}” has the checkpoints of ${there.length} of its ${wanted.length} parts, so it cannot predict as a whole. Train it again, or predict with one of them: \`model:${first.folder}\`.`
      : `Run “${typed.slice(0, 40)}” has no checkpoint in ${runsDir}. \`results best\` lists finished runs.`,
  );
}

async function readCounts({ spec }: RunFolder): Promise<{ folds: number; seeds: number }> {
  try {
    return countsSchema.parse(JSON.parse(await readFile(spec, 'utf8'))).spec;
  } catch {
    return { folds: 0, seeds: 1 };
  }
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() === true;
