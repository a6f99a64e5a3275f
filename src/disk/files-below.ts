import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The regular files below a folder. Links are not followed, not even where the folder itself is one: what they lead to
 * is not ours. A file with several names (a checkpoint is linked to the state that it was written with) comes once.
 * What vanishes meanwhile or may not be read is left out.
 * @returns path below the folder, with `/`, and size in bytes
 */
export async function* filesBelow(folder: string): AsyncGenerator<{ path: string; bytes: number }> {
  const seen = new Set<string>();
  const waiting = [''];
  if (!(await lstat(folder).catch(() => undefined))?.isDirectory()) return;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const entry of await entriesOf(join(folder, at))) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory()) waiting.push(path);
      if (!entry.isFile()) continue;
      const found = await lstat(join(folder, path)).catch(() => undefined);
      if (!found?.isFile()) continue;
      const inode = `${found.dev}:${found.ino}`;
      if (found.nlink > 1 && seen.has(inode)) continue;
      if (found.nlink > 1) seen.add(inode);
      yield { path, bytes: found.size };
    }
  }
}

/** Bytes of all files below a folder; 0 where there is none. */
export async function bytesBelow(folder: string): Promise<number> {
  let sum = 0;
  for await (const { bytes } of filesBelow(folder)) sum += bytes;
  return sum;
}

async function entriesOf(folder: string) {
  try {
    const entries = [];
    for await (const entry of await opendir(folder)) entries.push(entry);
    return entries;
  } catch {
    return [];
  }
}
