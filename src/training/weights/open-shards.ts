import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../user-error.js';
import { BinaryFile } from './binary-file.js';
import { brokenFile, quoted } from './broken-file.js';
import { type WeightsFile, withOpenFile } from './weights-file.js';

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });

/** Bytes. The index of a model with a thousand tensors has 100 kB. */
const MAX_INDEX_BYTES = 2 ** 21;

type Open = (path: string) => Promise<WeightsFile>;

/**
 * Opens the files that `<name>.index.json` names, all of the same kind as `<name>`.
 * @returns the open files by path, and the path of each tensor's file
 * @throws UserError `checkpoint.weights` where a file is missing
 * @throws UserError `checkpoint.file` where the index is damaged, names a file elsewhere, or a tensor that is not there
 */
export async function openShards(
  folder: string,
  index: string,
  open: Open,
): Promise<[files: ReadonlyMap<string, WeightsFile>, pathOf: ReadonlyMap<string, string>]> {
  const map = Object.entries(await readIndex(index));
  const ending = extname(basename(index, '.index.json'));
  for (const shard of new Set(map.map(([, shard]) => shard))) checkName(index, shard, ending);
  const pathOf = new Map(map.map(([name, shard]) => [name, join(folder, shard)]));
  const files = await openAll(index, [...new Set(pathOf.values())], open);
  for (const [name, path] of pathOf)
    if (!files.get(path)?.tensors.has(name)) {
      await closeAll(files);
      throw brokenFile(index, `says that ${quoted(name)} is in ${basename(path)}, which does not hold it`);
    }
  return [files, pathOf];
}

async function readIndex(index: string): Promise<Record<string, string>> {
  const json = await withOpenFile(await BinaryFile.open(index), async (file) => {
    if (file.size > MAX_INDEX_BYTES) throw brokenFile(index, 'is larger than any index of weights');
    const bytes = await file.read(0, file.size, 'the index');
    await file.close();
    return bytes.toString('utf8');
  });
  try {
    return indexSchema.parse(JSON.parse(json)).weight_map;
  } catch {
    throw brokenFile(index, 'is damaged: it holds no `weight_map` from tensors to files in JSON');
  }
}

/** Keeps an index from naming files elsewhere. */
function checkName(index: string, shard: string, ending: string): void {
  if (/[/\\\0]/.test(shard) || shard === '..')
    throw brokenFile(
      index,
      `names the file ${quoted(shard)}, which is outside of its folder`,
      'Take the checkpoint from a source that you trust.',
    );
  if (!shard.endsWith(ending))
    throw brokenFile(index, `names the file ${quoted(shard)}, which is no *${ending} file`);
}

async function openAll(
  index: string,
  paths: readonly string[],
  open: Open,
): Promise<ReadonlyMap<string, WeightsFile>> {
  const files = new Map<string, WeightsFile>();
  try {
    for (const path of paths) files.set(path, await open(path));
    return files;
  } catch (error) {
    await closeAll(files);
    if (!(error instanceof UserError && error.identifier === 'checkpoint.weights')) throw error;
    throw new UserError(
      'checkpoint.weights',
      `The weights are not complete: ${index} names ${paths.length} files, and one is missing. ${error.message}`,
      { cause: error },
    );
  }
}

async function closeAll(files: ReadonlyMap<string, WeightsFile>): Promise<void> {
  for (const file of files.values()) await file.close();
}
