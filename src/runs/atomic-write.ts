import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file whole: written beside it under a name of its own, flushed to the disk, renamed over it, and the
 * folder flushed too. After a power cut the file is either the old or the new one.
 * @param content in one, or in pieces that are written one after the other
 */
export async function atomicWrite(file: string, content: string | readonly Uint8Array[]): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      // Each goes on where the one before it ended.
      for (const piece of typeof content === 'string' ? [content] : content) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
}

/** Renames, links and new files in a folder are on the disk when it returns. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
