import { open, rename, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';

/**
 * Writes a whole file so that a crash leaves either the old or the new one: temporary file of its own name, fsync,
 * rename. Readable by the owner alone, since the guild's file holds the bot's token.
 */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
