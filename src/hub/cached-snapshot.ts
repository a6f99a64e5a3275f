import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelCache, sizeOf } from './model-cache.js';
import { isIndex, isReadableIndex, readShards, TOKENIZER_FILES, WEIGHT_FILES } from './pick-files.js';

/**
 * Whether a snapshot can be trained from: it has config.json, all of its weights, and a tokenizer (or its commit is
 * known to have none). Weights come last, so what this room fetched has the rest if it has them; of what others
 * fetched, a file may be missing.
 */
export async function isUsable(cache: ModelCache, commit: string): Promise<boolean> {
  const has = async (name: string) => (await sizeOf(join(cache.snapshot(commit), name))) !== undefined;
  if (!(await has('config.json')) || !(await hasWeights(cache.snapshot(commit), has))) return false;
  if ((await has('tokenizer.json')) || (await has('vocab.txt'))) return true;
  return (await cache.isKnown(commit, 'tokenizer.json')) && (await cache.isKnown(commit, 'vocab.txt'));
}

/** Whether a snapshot is usable and each of the small files is either there or known not to be: nothing need be asked. */
export async function isComplete(cache: ModelCache, commit: string): Promise<boolean> {
  if (!(await isUsable(cache, commit))) return false;
  for (const name of TOKENIZER_FILES) if (!(await cache.isKnown(commit, name))) return false;
  return true;
}

async function hasWeights(folder: string, has: (name: string) => Promise<boolean>): Promise<boolean> {
  for (const name of WEIGHT_FILES) {
    const size = await sizeOf(join(folder, name));
    if (size === undefined) continue;
    if (!isIndex(name)) return true;
    const shards = isReadableIndex({ size })
      ? readShards(await readFile(join(folder, name), 'utf8'))
      : undefined;
    return shards !== undefined && (await Promise.all(shards.map(has))).every(Boolean);
  }
  return false;
}
