import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Files of a checkpoint that say what it computes: settings, tokenizer, weights. */
const COUNTED = /\.(json|txt|safetensors|bin)$/;

/**
 * Tells whether a checkpoint folder is still the one that a run was queued with: a hash over its config.json, and over name,
 * size and time of its other files (weights are too large to be read for it).
 * @returns undefined where there is no config.json
 */
export async function fingerprintOf(folder: string): Promise<string | undefined> {
  const config = await readFile(join(folder, 'config.json')).catch(() => undefined);
  if (!config) return undefined;
  const hash = createHash('sha256').update(config);
  for (const name of (await readdir(folder)).filter((file) => COUNTED.test(file)).sort()) {
    const { size, mtimeMs } = await stat(join(folder, name));
    hash.update(`\n${name} ${size} ${mtimeMs}`);
  }
  return hash.digest('hex');
}
