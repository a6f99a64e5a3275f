import { open } from 'node:fs/promises';
import type { RunFolder } from './run-folder.js';

/** The end of a run's log, at most `bytes` of it; empty where there is none. */
export async function logTail(folder: RunFolder, bytes: number): Promise<string> {
  try {
    const handle = await open(folder.log, 'r');
    try {
      const { size } = await handle.stat();
      const tail = Buffer.alloc(Math.min(size, bytes));
      await handle.read(tail, 0, tail.length, Math.max(0, size - bytes));
      return tail.toString('utf8');
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}
