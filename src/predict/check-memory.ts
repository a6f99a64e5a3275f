import { readdir, stat } from 'node:fs/promises';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';

/** What the process takes beside the weights: the engine, and the file of the model that is being loaded. */
const WORKING = 0.5e9;

/**
 * Several checkpoints are loaded only where they fit into free memory together: the kernel would end the process, or one
 * that trains. A single one is tried, as ever.
 * @param free bytes; Node's on Linux is MemAvailable (proc(5))
 * @throws UserError `predict.memory`, with what is needed and what is free
 */
export async function checkMemory(folders: readonly string[], free: () => number = freemem): Promise<void> {
  if (folders.length < 2) return;
  const sizes = await Promise.all(folders.map(bytesIn));
  const needed = sizes.reduce((sum, bytes) => sum + bytes, 0) + Math.max(...sizes) + WORKING;
  const there = free();
  if (needed > there)
    throw new UserError(
      'predict.memory',
      say('predict.memory', { checkpoints: folders.length, needed: inGb(needed), free: inGb(there) }),
      { context: { needed, free: there } },
    );
}

/** A checkpoint's files; what cannot be read is told when it is loaded. */
async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(join(folder, name)).catch(() => undefined))?.size ?? 0),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

const inGb = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
