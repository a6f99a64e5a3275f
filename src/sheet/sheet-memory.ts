import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { atomicWrite } from '../runs/atomic-write.js';
import type { Run } from '../runs/run.js';
import { type Cell, cellHash, HASH, NOT_OURS } from './cell.js';
import type { Column } from './columns.js';

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

const MOST_CONFLICTS = 200;

const dataSchema = z.object({
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
});
type Data = z.infer<typeof dataSchema>;

/**
 * What Labmate has written into the sheet, so that it knows its own cells from those that people changed. Before each
 * write it notes down what is to be written: after a crash, or a connection that broke, both the old and the new are its
 * own. A file that is gone or damaged costs no data: what then stands in Labmate's columns counts as its own.
 */
export class SheetMemory {
  readonly #file: string | undefined;
  readonly #allColumns: readonly Column[];
  readonly #columns: readonly Column[];
  readonly #at: ReadonlyMap<string, number>;
  readonly #deleted: Set<string>;
  /** Hashes of what was written while rows or columns moved: it may stand anywhere. */
  #strays = new Set<string>();
  /** Rows that are gone are missing, not deleted, until the whole tab was looked through. */
  #putsBack = false;
  readonly #data: Data;
  /** A run that changes is another object. */
  readonly #hashes = new WeakMap<Run, string>();

  private constructor(file: string | undefined, columns: readonly Column[], data: Data) {
    this.#file = file;
    this.#allColumns = columns;
    this.#columns = columns.filter(({ owner }) => owner !== 'people');
    this.#at = new Map(this.#columns.map(({ key }, at) => [key, at]));
    this.#data = data;
    this.#deleted = new Set(data.deleted);
    this.#rearrange();
    this.scatter();
  }

  /**
   * @param file without one it forgets with the process
   * @param warn told where the file was there and could not be used
   */
  static async open({
    file,
    spreadsheet,
    columns,
    warn = () => undefined,
  }: {
    file?: string | undefined;
    spreadsheet: string;
    columns: readonly Column[];
    warn?: (message: string) => void;
  }): Promise<SheetMemory> {
    const empty: Data = {
      ...{ version: 1, spreadsheet, columns: [], tabs: {}, rows: {}, maybe: {} },
      ...{ deleted: [], seen: {}, conflicts: [], digests: {} },
    };
    const data = file === undefined ? undefined : await readData(file, warn);
    return new SheetMemory(file, columns, data?.spreadsheet === spreadsheet ? data : empty);
  }

  /** The same knowledge apart from this, for trying out; it is never written to the disk. */
  copy(): SheetMemory {
    const data = structuredClone({ ...this.#data, deleted: [...this.#deleted] });
    const copy = new SheetMemory(undefined, this.#allColumns, data);
    copy.#strays = new Set(this.#strays);
    return copy;
  }

  /** Everything that a run's row should say: a hash a column. */
  hashesOf(run: Run): string {
    const known = this.#hashes.get(run);
    if (known !== undefined) return known;
    let hashes = '';
    for (const { value } of this.#columns) {
      const cell = value(run);
      hashes += cell === undefined ? NOT_OURS : cellHash(cell);
    }
    this.#hashes.set(run, hashes);
    return hashes;
  }

  /** Whether its row stands in the sheet, and says what it should. */
  isWritten(run: Run): boolean {
    const { rows, maybe } = this.#data;
    return rows[run.id] !== undefined && !maybe[run.id] && rows[run.id] === this.hashesOf(run);
  }

  /** Whether its row was in the sheet. */
  hasRow(id: string): boolean {
    return this.#data.rows[id] !== undefined;
  }

  /** Whether Labmate wrote into its row, or may have. */
  knows(id: string): boolean {
    return this.hasRow(id) || this.#data.maybe[id] !== undefined;
  }

  rowIds(): string[] {
    return Object.keys(this.#data.rows);
  }

  /** What stands in its row, in one column. */
  hashIn(id: string, key: string): string {
    const at = this.#at.get(key) ?? 0;
    return this.#data.rows[id]?.slice(at * HASH, (at + 1) * HASH) ?? NOT_OURS;
  }

  /** Whether Labmate may have written this into that cell. */
  isOurs(id: string, key: string, hash: string): boolean {
    const at = this.#at.get(key);
    if (at === undefined) return false;
    const { rows, maybe } = this.#data;
    const stands = (row: string) => row.slice(at * HASH, (at + 1) * HASH) === hash;
    const row = rows[id];
    return (row !== undefined && stands(row)) || (maybe[id] ?? []).some(stands) || this.#strays.has(hash);
  }

  isStray(hash: string): boolean {
    return this.#strays.has(hash);
  }

  get hasStrays(): boolean {
    return this.#strays.size > 0;
  }

  /** Before runs are written. Resolves when it is on the disk. */
  async expect(runs: readonly Run[]): Promise<void> {
    for (const run of runs) {
      const hashes = this.hashesOf(run);
      const maybe = this.#data.maybe[run.id] ?? [];
      if (!maybe.includes(hashes)) this.#data.maybe[run.id] = [...maybe, hashes];
    }
    await this.save();
  }

  /** They stand in their rows, as they are given here. */
  confirm(runs: readonly Run[]): void {
    for (const run of runs) {
      this.#data.rows[run.id] = this.hashesOf(run);
      delete this.#data.maybe[run.id];
      this.#deleted.delete(run.id);
    }
  }

  /** Rows or columns moved while something was written, or nobody knows whether it was: it may stand anywhere. */
  scatter(): void {
    for (const hashes of Object.values(this.#data.maybe).flat())
      for (let at = 0; at < hashes.length; at += HASH) this.#strays.add(hashes.slice(at, at + HASH));
    this.#strays.delete(NOT_OURS);
    this.#strays.delete(cellHash(''));
  }

  /** These are about to be written, and may end up anywhere. */
  stray(cells: readonly Cell[]): void {
    for (const cell of cells) if (cell !== '') this.#strays.add(cellHash(cell));
  }

  /** The whole tab was looked through: every cell is where it belongs. */
  gathered(): void {
    this.#strays = new Set();
    this.#putsBack = false;
  }

  isDeleted(id: string): boolean {
    return this.#deleted.has(id);
  }

  /** Runs whose row somebody deleted, by number. */
  deletedIds(): string[] {
    return [...this.#deleted].sort((a, b) => Number(a) - Number(b));
  }

  setDeleted(id: string): void {
    if (!this.#putsBack) this.#deleted.add(id);
    delete this.#data.rows[id];
    delete this.#data.maybe[id];
  }

  undelete(id: string): void {
    this.#deleted.delete(id);
  }

  /** Deleted rows are written again, also those that the next look at the whole tab finds gone. */
  forgetDeleted(): void {
    this.#deleted.clear();
    this.#putsBack = true;
  }

  /** The tab is gone, and with it all rows. */
  forgetRows(): void {
    this.#data.rows = {};
    this.#data.maybe = {};
    this.#data.seen = {};
    this.#deleted.clear();
    this.gathered();
  }

  tab(name: string): number | undefined {
    return this.#data.tabs[name];
  }

  setTab(name: string, sheetId: number): void {
    this.#data.tabs[name] = sheetId;
  }

  digest(tab: string): string | undefined {
    return this.#data.digests[tab];
  }

  setDigest(tab: string, digest: string): void {
    this.#data.digests[tab] = digest;
  }

  /** What was done with a cell that people typed into: taken, refused, or nothing yet. */
  seen(id: string, key: string, hash: string): 'taken' | 'refused' | undefined {
    const seen = this.#data.seen[`${id} ${key}`];
    return seen?.hash !== hash ? undefined : seen.taken ? 'taken' : 'refused';
  }

  wasSeen(id: string, key: string): boolean {
    return this.#data.seen[`${id} ${key}`] !== undefined;
  }

  /** The column is not in the sheet any more: that its cells are empty later says nothing. */
  forgetSeen(key: string): void {
    for (const name of Object.keys(this.#data.seen))
      if (name.endsWith(` ${key}`)) delete this.#data.seen[name];
  }

  setSeen(id: string, key: string, hash: string, taken: boolean): void {
    this.#data.seen[`${id} ${key}`] = { hash, taken };
  }

  addConflicts(conflicts: readonly Conflict[]): void {
    this.#data.conflicts = [...this.#data.conflicts, ...conflicts].slice(-MOST_CONFLICTS);
  }

  /** Oldest first. */
  conflicts(): readonly Conflict[] {
    return this.#data.conflicts;
  }

  async save(): Promise<void> {
    this.#data.deleted = [...this.#deleted];
    if (this.#file !== undefined) await atomicWrite(this.#file, JSON.stringify(this.#data));
  }

  /** Another version of Labmate, or another task, has other columns. */
  #rearrange(): void {
    const now = this.#columns.map(({ key }) => key);
    const then = this.#data.columns;
    if (now.join('\n') === then.join('\n')) return;
    const from = now.map((key) => then.indexOf(key));
    const moved = (row: string) =>
      from.map((at) => (at < 0 ? NOT_OURS : row.slice(at * HASH, (at + 1) * HASH))).join('');
    const { rows, maybe } = this.#data;
    for (const [id, row] of Object.entries(rows)) rows[id] = moved(row);
    for (const [id, list] of Object.entries(maybe)) maybe[id] = list.map(moved);
    this.#data.columns = now;
  }
}

async function readData(file: string, warn: (message: string) => void): Promise<Data | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') warn(`${file} cannot be read: ${String(error)}`);
    return undefined;
  });
  if (text === undefined) return undefined;
  try {
    return dataSchema.parse(JSON.parse(text));
  } catch {
    warn(`${file} is damaged: what stands in Labmate's columns of the sheet counts as its own.`);
    return undefined;
  }
}
