import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { HASH, NOT_OURS } from '../cell.js';

/** A cell of Labmate's that somebody had changed. */
export const conflictSchema = z.object({
  run: z.string(),
  /** The column's key, and its header in the sheet. */
  key: z.string(),
  column: z.string(),
  theirs: z.string(),
  ours: z.string(),
  at: z.string(),
});
export type Conflict = z.infer<typeof conflictSchema>;

export const memorySchema = z.object({
  version: z.literal(1),
  spreadsheet: z.string(),
  /** Keys of the columns, in the order of a row's hashes. */
  columns: z.array(z.string()),
  /** Google's ids of Labmate's tabs: they stay when people rename one. */
  tabs: z.record(z.string(), z.number().int()),
  /** By run: what stands in its row, a hash a column. */
  rows: z.record(z.string(), z.string()),
  /** What may stand there instead: it was to be written, and nobody knows whether it was. */
  maybe: z.record(z.string(), z.array(z.string())),
  /** Runs whose row somebody deleted. */
  deleted: z.array(z.string()),
  /** What people typed and Labmate dealt with, by run and column: its hash, and whether it was taken. */
  seen: z.record(z.string(), z.object({ hash: z.string(), taken: z.boolean() })),
  /** Oldest first. */
  conflicts: z.array(conflictSchema),
  /** By tab that is written whole: the digest of what stands in it. */
  digests: z.record(z.string(), z.string()),
  /** By run: a row that Google did not take, as hashes of its cells, and why not. */
  refused: z.record(z.string(), z.object({ hashes: z.string(), why: z.string() })).default({}),
});
export type MemoryData = z.infer<typeof memorySchema>;

export const emptyMemory = (spreadsheet: string): MemoryData => ({
  ...{ version: 1, spreadsheet, columns: [], tabs: {}, rows: {}, maybe: {} },
  ...{ deleted: [], seen: {}, conflicts: [], digests: {}, refused: {} },
});

/** Another version of Labmate, or another task, has other columns: hashes go where theirs are now. */
export function rearrange(data: MemoryData, now: readonly string[]): void {
  const then = data.columns;
  if (now.join('\n') === then.join('\n')) return;
  const from = now.map((key) => then.indexOf(key));
  const moved = (row: string) =>
    from.map((at) => (at < 0 ? NOT_OURS : row.slice(at * HASH, (at + 1) * HASH))).join('');
  const { rows, maybe } = data;
  for (const [id, row] of Object.entries(rows)) rows[id] = moved(row);
  for (const [id, list] of Object.entries(maybe)) maybe[id] = list.map(moved);
  data.columns = [...now];
}

/**
 * What was saved; undefined where there is nothing, or nothing that can be used.
 * @param warn told where the file was there and could not be used
 */
export async function readMemory(
  file: string,
  warn: (message: string) => void,
): Promise<MemoryData | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') warn(`${file} cannot be read: ${String(error)}`);
    return undefined;
  });
  if (text === undefined) return undefined;
  try {
    return memorySchema.parse(JSON.parse(text));
  } catch {
    warn(`${file} is damaged: what stands in Labmate's columns of the sheet counts as its own.`);
    return undefined;
  }
}
