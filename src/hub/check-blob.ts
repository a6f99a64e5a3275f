import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { HubFile } from './list-model.js';
import { sizeOf } from './model-cache.js';

/**
 * Whether a file's bytes are those that the hub lists: SHA-256 as in git-lfs's pointers, or git's own name of a blob,
 * the SHA-1 of `blob <size>\0` and its bytes (git book, 10.2). Read back from the disk, so that what was resumed over
 * several connections and processes is seen whole.
 */
export async function isSound(
  path: string,
  { size, etag, hash }: HubFile,
  signal: AbortSignal,
): Promise<boolean> {
  if ((await sizeOf(path)) !== size) return false;
  const sum = createHash(hash === 'sha256' ? 'sha256' : 'sha1');
  if (hash === 'git-sha1') sum.update(`blob ${size}\0`);
  for await (const piece of createReadStream(path, { signal, highWaterMark: 2 ** 20 }))
    sum.update(piece as Buffer);
  return sum.digest('hex') === etag;
}
