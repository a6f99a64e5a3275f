import { open } from 'node:fs/promises';
import type { RunFolder } from './run-folder.js';

/**
 * Of TensorFlow's C++ what is no warning: it comes before the level that was asked for is read, on every start, and says
 * nothing about the run.
 */
const CHATTER = /^(?:WARNING: All log messages before absl::InitializeLog\(\)|I0000 ).*(?:\n|$)/gm;

/** The end of a run's log, without TensorFlow's chatter, at most `bytes` of it; empty where there is none. */
export async function logTail(folder: RunFolder, bytes: number): Promise<string> {
  try {
    const handle = await open(folder.log, 'r');
    try {
      const { size } = await handle.stat();
      const tail = Buffer.alloc(Math.min(size, bytes));
      await handle.read(tail, 0, tail.length, Math.max(0, size - bytes));
      return tail.toString('utf8').replaceAll(CHATTER, '');
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}
