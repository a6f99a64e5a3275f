import { lstat, readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';

const FREEABLE = ['checkpoint', 'checkpoint-last', 'state'];

/**
 * Removes a run's checkpoints and the state that it would go on from, and nothing else. A folder goes only where it is
 * one and lies, links resolved, below the runs folder: what a link leads to stays, and so does the link.
 * @throws what the file system says where something cannot be removed
 */
export async function removeCheckpoints(runsDir: string, runId: string): Promise<void> {
  if (!/^\d+$/.test(runId)) throw new Error(`“${runId}” is no number of a run`);
  const run = join(await realpath(runsDir), runId);
  for (const folder of [run, ...(await partsOf(run))])
    for (const name of FREEABLE) {
      const path = join(folder, name);
      if (await isOwnFolder(path)) await rm(path, { recursive: true, force: true });
    }
}

/** Folders of its folds or seeds. */
async function partsOf(run: string): Promise<string[]> {
  const parts = join(run, 'parts');
  return (await readdir(parts).catch(() => [])).map((name) => join(parts, name));
}

/** A folder, reached without a link anywhere on the way. */
async function isOwnFolder(path: string): Promise<boolean> {
  const isFolder = (await lstat(path).catch(() => undefined))?.isDirectory() ?? false;
  return isFolder && (await realpath(path)) === path;
}
