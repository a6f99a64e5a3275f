import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { bindingFile, readEngineRecord } from './engine-record.js';

/** The list that set-up leaves in a library's folder (scripts/set-up/engine/library-files.mjs writes it). */
const LIST = 'labmate-files.json';
const listSchema = z.object({
  wheels: z.array(z.object({ name: z.string(), version: z.string(), sha256: z.string() })),
  files: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
});

const CHUNK_BYTES = 1 << 20;

/** What lies under the native engine. */
export type LibraryCheck = {
  /** Where the TensorFlow library lies, in the cache. */
  folder: string;
  /** The downloads it was made of, whose hashes were checked then. */
  wheels: { name: string; version: string; sha256: string }[];
  /** How many files were compared with their hashes now. */
  files: number;
  /** What is missing or changed; empty when all is whole. */
  damaged: string[];
};

/**
 * Reads the native engine's library and binding from the disk and compares their hashes: about a second for the CPU's,
 * some more for CUDA's.
 * @returns undefined where set-up made no native engine
 */
export async function checkLibrary(): Promise<LibraryCheck | undefined> {
  const record = readEngineRecord();
  if (!record?.folder) return undefined;
  const { folder, binding } = record;
  const list = await readList(folder);
  if (!list) return { folder, wheels: [], files: 0, damaged: [LIST] };
  const wanted = Object.entries(list.files).map(([path, { sha256 }]) => ({
    path: join(folder, path),
    sha256,
  }));
  if (binding) wanted.push({ path: bindingFile(), sha256: binding });
  const damaged: string[] = [];
  for (const { path, sha256 } of wanted) if ((await hashOf(path)) !== sha256) damaged.push(path);
  return { folder, wheels: list.wheels, files: wanted.length, damaged };
}

async function readList(folder: string): Promise<z.infer<typeof listSchema> | undefined> {
  try {
    return listSchema.parse(JSON.parse(await readFile(join(folder, LIST), 'utf8')));
  } catch {
    return undefined;
  }
}

async function hashOf(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file, { highWaterMark: CHUNK_BYTES }), hash);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}
