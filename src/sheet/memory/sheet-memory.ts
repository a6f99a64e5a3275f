import { atomicWrite } from '../../runs/atomic-write.js';
import type { Run } from '../../runs/run.js';
import { cellHash, HASH, NOT_OURS } from '../cell.js';
import type { Column } from '../runs-tab/columns.js';
import { type Conflict, emptyMemory, type MemoryData, readMemory, rearrange } from './memory-data.js';
import { RefusedRows } from './refused-rows.js';
import { SeenCells } from './seen-cells.js';
import { Strays } from './strays.js';

const MOST_CONFLICTS = 200;
const EMPTY = cellHash('');

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
  readonly strays = new Strays();
  readonly seen: SeenCells;
  readonly refused: RefusedRows;
  /** Rows that are gone are missing, not deleted, until the whole tab was looked through. */
  #putsBack = false;
  readonly #data: MemoryData;
  /** A run that changes is another object. */
  readonly #hashes = new WeakMap<Run, string>();

  private constructor(file: string | undefined, columns: readonly Column[], data: MemoryData) {
    this.#file = file;
    this.#allColumns = columns;
    this.#columns = columns.filter(({ owner }) => owner !== 'people');
    this.#at = new Map(this.#columns.map(({ key }, at) => [key, at]));
    this.#data = data;
    this.#deleted = new Set(data.deleted);
    this.seen = new SeenCells(data);
    this.refused = new RefusedRows(data);
    rearrange(
      data,
      this.#columns.map(({ key }) => key),
    );
    // Nobody knows what became of what was under way when the process ended.
    this.strays.addRows(Object.values(data.maybe).flat());
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
    const data = file === undefined ? undefined : await readMemory(file, warn);
    return new SheetMemory(
      file,
      columns,
      data?.spreadsheet === spreadsheet ? data : emptyMemory(spreadsheet),
    );
  }

  /** The same knowledge apart from this, for trying out; it is never written to the disk. */
  copy(): SheetMemory {
    const data = structuredClone({ ...this.#data, deleted: [...this.#deleted] });
    const copy = new SheetMemory(undefined, this.#allColumns, data);
    copy.strays.addAll(this.strays);
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

  /** Whether Google did not take its row as it should be now. */
  isRefused(run: Run): boolean {
    return this.refused.has(run.id, this.hashesOf(run));
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

  /** Runs into whose row Labmate wrote, or may have. */
  knownIds(): string[] {
    return Object.keys({ ...this.#data.rows, ...this.#data.maybe });
  }

  /** What stands in its row, in one column: what stood there last, and what was to be written since. */
  hashesIn(id: string, key: string): string[] {
    return this.rowsOf(id).map((row) => row(key));
  }

  /** The same, row by row. */
  rowsOf(id: string): ((key: string) => string)[] {
    return this.#rowsOf(id).map((row) => (key) => {
      const at = this.#at.get(key) ?? 0;
      return row.slice(at * HASH, (at + 1) * HASH);
    });
  }

  /** All cells of each of them that are not empty. */
  allHashesOf(id: string): string[][] {
    return this.#rowsOf(id).map((row) =>
      [...this.#at.values()]
        .map((at) => row.slice(at * HASH, (at + 1) * HASH))
        .filter((hash) => hash !== NOT_OURS && hash !== EMPTY),
    );
  }

  /** Whether Labmate may have written this into that cell. */
  isOurs(id: string, key: string, hash: string): boolean {
    const at = this.#at.get(key);
    if (at === undefined) return false;
    const stands = (row: string) => row.slice(at * HASH, (at + 1) * HASH) === hash;
    return this.#rowsOf(id).some(stands) || this.strays.has(hash);
  }

  /** Before runs are written. Resolves when it is on the disk, with those of which it was not noted down before. */
  async expect(runs: readonly Run[]): Promise<Run[]> {
    const noted = runs.filter((run) => {
      const hashes = this.hashesOf(run);
      const maybe = this.#data.maybe[run.id] ?? [];
      if (maybe.includes(hashes)) return false;
      this.#data.maybe[run.id] = [...maybe, hashes];
      return true;
    });
    await this.save();
    return noted;
  }

  /** What `expect` has just noted down was not done. */
  retract(noted: readonly Run[]): void {
    for (const { id } of noted) {
      const left = this.#data.maybe[id]?.slice(0, -1) ?? [];
      if (left.length > 0) this.#data.maybe[id] = left;
      else delete this.#data.maybe[id];
    }
  }

  /** They stand in their rows, as they are given here. */
  confirm(runs: readonly Run[]): void {
    for (const run of runs) {
      this.#data.rows[run.id] = this.hashesOf(run);
      delete this.#data.maybe[run.id];
      this.#deleted.delete(run.id);
      this.refused.delete(run.id);
    }
  }

  /** Their numbers were seen: from now on a row that is gone was deleted, also where nobody knew whether it was written. */
  sawRows(ids: Iterable<string>): void {
    for (const id of ids) {
      const maybe = this.#data.maybe[id]?.at(-1);
      if (maybe !== undefined) this.#data.rows[id] ??= maybe;
    }
  }

  /** The whole tab was looked through: every cell is where it belongs. */
  gathered(): void {
    this.strays.clear();
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

  /** Deleted rows are written again, also those that the next look at the whole tab finds gone; refused ones, too. */
  forgetDeleted(): void {
    this.#deleted.clear();
    this.refused.clear();
    this.#putsBack = true;
  }

  /** The tab is gone, and with it all rows. */
  forgetRows(): void {
    this.#data.rows = {};
    this.#data.maybe = {};
    this.#data.seen = {};
    this.#deleted.clear();
    this.refused.clear();
    this.strays.clear();
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

  #rowsOf(id: string): string[] {
    const { rows, maybe } = this.#data;
    const row = rows[id];
    return [...(row === undefined ? [] : [row]), ...(maybe[id] ?? [])];
  }
}
