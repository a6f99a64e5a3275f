import type { Run } from '../runs/run.js';
import type { Texts } from '../texts/texts.js';
import { columnRange, rowsRange, wholeTab } from './a1.js';
import { type Cell, cellHash, cellOf, cellText } from './cell.js';
import { type Column, RUN_KEY } from './columns.js';
import { findLayout, findRows, HEADER_SEARCH_ROWS, isEmpty, isSameLayout, keysByHeader } from './layout.js';
import type { Layout } from './layout.js';
import { columnsLook, type PlacedColumn, tabLook } from './look.js';
import { matchRows, type TableRow } from './match-rows.js';
import { type Change, newRow, type PeopleInput, planRow } from './plan-row.js';
import { SheetLayoutError, toSheetFailure } from './sheet-failure.js';
import type { Conflict } from './memory-data.js';
import type { SheetMemory } from './sheet-memory.js';
import type { Grid, NoteLine, Rows, TabRequests } from './sheet-tab.js';
import { type RowWrite, batches, toRowData, toValueRanges } from './write-batches.js';

/** What came of a look at the tab. */
export type Pass = {
  /** All is as it should be; otherwise the whole tab has to be looked through. */
  settled: boolean;
  /** Cells that people had changed; Labmate's value is back in them, theirs in the note. */
  conflicts: Conflict[];
  /** What people typed for Labmate to take; empty unless the whole tab was looked through. */
  input: PeopleInput[];
  /** The tab had been deleted, and is new. */
  anew: boolean;
};

const UNSETTLED: Pass = { settled: false, conflicts: [], input: [], anew: false };

/** The table as it was just read; of rows that were not asked for only where they are. */
type FoundRow = { row: number; cells: readonly unknown[] | undefined };
type Table = { grid: Grid; layout: Layout; found: Map<string, FoundRow>; loose: TableRow[] };

/** More rows than this are read with the whole tab: addresses have an end. */
const ROWS_BY_RANGE = 40;
/** Whatever people do meanwhile, it comes to an end. */
const HEALS_IN_A_ROW = 4;
/** A text that nobody types by chance. */
const LONG_TEXT = 8;

/**
 * The tab with a row a run. It trusts nothing that it knew before: people sort, move, insert and delete, so the header
 * and the run column are read before each write, and rows and columns are found by what stands in them. It writes only
 * its own cells, and of them only those that differ, by explicit ranges; new rows go below all others. After each write
 * it looks whether rows or columns moved meanwhile; if so, what was written may stand anywhere, and the next look is at
 * the whole tab: it puts back what was hit.
 */
export class RunsTab {
  readonly #tab: TabRequests;
  readonly #columns: readonly Column[];
  readonly #memory: SheetMemory;
  readonly #texts: Texts;
  readonly #now: () => number;
  readonly #keyOf: ReadonlyMap<string, string>;
  /** Where things were last time: reading rows together with the header saves a request. */
  #runColumn = 0;
  #rowOf: ReadonlyMap<string, number> = new Map();
  /** Runs whose number was just put back: whether it went into the right row, only the row's content can say. */
  readonly #unsure = new Set<string>();
  #heals = 0;
  /** Found, and not yet given to anybody: a write that fails must not swallow them. */
  #untold: Conflict[] = [];
  /** Rows as they were before the write that was disturbed, by header: people's cells that it hit come from here. */
  readonly #before = new Map<string, (header: string) => unknown>();

  constructor({
    tab,
    columns,
    memory,
    texts,
    now,
  }: {
    tab: TabRequests;
    columns: readonly Column[];
    memory: SheetMemory;
    texts: Texts;
    now: () => number;
  }) {
    this.#tab = tab;
    this.#columns = columns;
    this.#memory = memory;
    this.#texts = texts;
    this.#now = now;
    this.#keyOf = keysByHeader(columns);
  }

  /**
   * Puts runs into their rows. Where that needs a look at the whole tab, nothing is written and the pass is unsettled.
   * @throws SheetLayoutError, and whatever googleapis throws; after an error the same call may simply be made again
   */
  write(runs: readonly Run[]): Promise<Pass> {
    return this.#guarded(async () => {
      if (this.#memory.strays.any || this.#unsure.size > 0 || runs.length > ROWS_BY_RANGE) return UNSETTLED;
      const table = await this.#readRows(runs);
      if (!table || this.#lacking(table.layout).length > 0 || this.#lost(table).length > 0) return UNSETTLED;
      for (const id of table.found.keys()) if (this.#memory.isDeleted(id)) this.#memory.undelete(id);
      return this.#apply(runs, table);
    });
  }

  /** Looks the whole tab through, makes what is missing of it, and brings every row up to date. @throws as `write` */
  audit(all: readonly Run[]): Promise<Pass> {
    return this.#guarded(async () => {
      const { table, anew } = await this.#readAll(all);
      const numbers = this.#heal(table);
      if (numbers.length > 0 && this.#heals++ < HEALS_IN_A_ROW) {
        for (const [id, { cells }] of table.found)
          if (cells) this.#remember(id, table.layout, (at) => cells[at]);
        this.#memory.strays.add(numbers.flatMap(({ cells }) => [...cells.values()]));
        for (const batch of batches(numbers, 'old'))
          await this.#tab.write(toValueRanges(table.grid.title, batch));
        return { ...UNSETTLED, anew };
      }
      this.#unsure.clear();
      this.#heals = 0;
      const pass = await this.#apply(all, table, [...numbers, ...this.#repairs(table)]);
      if (pass.settled) {
        this.#memory.gathered();
        this.#before.clear();
      }
      return { ...pass, anew };
    });
  }

  /** Writes why something that people typed was not taken into its cell's note. */
  async explain(lines: readonly NoteLine[]): Promise<void> {
    const grid = await this.#tab.find();
    if (grid) await this.#tab.addNotes(grid, lines);
  }

  async #guarded(pass: () => Promise<Pass>): Promise<Pass> {
    if (!this.#memory.strays.any) this.#before.clear();
    try {
      return await pass();
    } catch (error) {
      this.#tab.forget();
      // They may lie outside a grid that people made smaller, and be refused for ever.
      this.#runColumn = 0;
      this.#rowOf = new Map();
      throw error;
    }
  }

  /** The header, the run column and some rows; undefined where there is no table. */
  async #readRows(runs: readonly Run[]): Promise<Table | undefined> {
    const grid = await this.#tab.find();
    if (!grid) return undefined;
    // All in one answer, or rows might move between two: where the guesses are wrong, once more with better ones.
    let guesses = rowsIn(this.#rowOf, runs);
    let answer = await this.#readTable(grid, guesses);
    const wanted = rowsIn(answer.rowOf, runs);
    if (wanted.some((row) => !guesses.includes(row)))
      answer = await this.#readTable(grid, (guesses = wanted));
    const { layout, rowOf, rest } = answer;
    if (!layout || rowsIn(rowOf, runs).some((row) => !guesses.includes(row))) return undefined;
    const rows = new Map(guesses.map((row, at) => [row, rest[at]?.[0] ?? []]));
    const found = new Map([...rowOf].map(([id, row]) => [id, { row, cells: rows.get(row) }]));
    return { grid, layout, found, loose: [] };
  }

  async #readTable(
    grid: Grid,
    rows: readonly number[] = [],
  ): Promise<{ layout: Layout | undefined; rowOf: Map<string, number>; rest: Rows[] }> {
    const read = (column: number, more: readonly number[]) =>
      this.#tab.read([
        rowsRange(grid.title, 0, HEADER_SEARCH_ROWS - 1),
        columnRange(grid.title, column),
        ...more.map((row) => rowsRange(grid.title, row, row)),
      ]);
    let [top = [], column = [], ...rest] = await read(this.#runColumn, rows);
    let layout = findLayout(top, this.#keyOf);
    const runColumn = layout?.columnOf.get(RUN_KEY);
    if (runColumn === undefined) return { layout: undefined, rowOf: new Map(), rest };
    if (runColumn !== this.#runColumn) {
      this.#runColumn = runColumn;
      [top = [], column = [], ...rest] = await read(runColumn, rows);
      layout = findLayout(top, this.#keyOf);
      if (layout?.columnOf.get(RUN_KEY) !== runColumn) return { layout: undefined, rowOf: new Map(), rest };
    }
    const numbers = column.map(([cell]) => cell);
    return { layout, rowOf: findRows(numbers, layout?.headerRow ?? 0), rest };
  }

  /** The whole tab, with its header whole; made where it is missing. */
  async #readAll(all: readonly Run[]): Promise<{ table: Table; anew: boolean }> {
    const known = await this.#tab.find();
    if (!known) {
      const anew = this.#memory.rowIds().length > 0;
      this.#memory.forgetRows();
      const placed = this.#columns.map((column, at) => ({ column, at }));
      const grid = await this.#tab.create(placed.length, (sheetId) => this.#look(sheetId, 0, placed, true));
      return { table: { grid, ...this.#tableOf(withColumns(placed, this.#texts), [], all) }, anew };
    }
    const [rows = []] = await this.#tab.read([wholeTab(known.title)]);
    const layout = findLayout(rows, this.#keyOf);
    if (!layout && !isEmpty(rows)) throw new SheetLayoutError(known.title, this.#texts);
    if (!layout) this.#memory.forgetRows();
    const lacking = layout ? this.#lacking(layout) : this.#columns;
    const width = layout ? rows.reduce((most, row) => Math.max(most, row.length), 0) : 0;
    const placed = lacking.map((column, at) => ({ column, at: width + at }));
    const whole = withColumns(placed, this.#texts, layout);
    if (placed.length > 0) {
      const look = this.#look(known.sheetId, whole.headerRow, placed, !layout);
      await this.#tab.widen(known, width + placed.length, look);
    }
    const grid = (await this.#tab.find()) ?? known;
    return { table: { grid, ...this.#tableOf(whole, rows, all) }, anew: false };
  }

  #look(sheetId: number, headerRow: number, placed: readonly PlacedColumn[], whole: boolean) {
    const columns = columnsLook(sheetId, headerRow, placed, this.#texts);
    return whole ? [...tabLook(sheetId, headerRow), ...columns] : columns;
  }

  #tableOf(layout: Layout, rows: Rows, all: readonly Run[]): Omit<Table, 'grid'> {
    const ids = new Set(all.map(({ id }) => id));
    const runColumn = layout.columnOf.get(RUN_KEY) ?? 0;
    const found = new Map<string, TableRow>();
    const loose: TableRow[] = [];
    for (const [row, cells] of rows.entries()) {
      if (row <= layout.headerRow) continue;
      const id = cellText(cells[runColumn]);
      if (ids.has(id) && !found.has(id) && !this.#unsure.has(id)) found.set(id, { row, cells });
      else if (cells.some((cell) => cellText(cell) !== '')) loose.push({ row, cells });
    }
    return { layout, found, loose };
  }

  /** Columns that people deleted, or renamed, or that this version added. People's own are made with a new tab only. */
  #lacking({ columnOf }: Layout): Column[] {
    return this.#columns.filter(({ key, owner }) => owner !== 'people' && !columnOf.has(key));
  }

  /** Runs whose row was there. */
  #lost({ found }: Table): string[] {
    return this.#memory.rowIds().filter((id) => !found.has(id));
  }

  /**
   * Numbers that have to be put back into rows which lost them, or taken out of wrong ones. If people sort at that moment,
   * the number names the wrong row and looks right; so the next look finds these runs by the content of rows once more.
   * The other rows that are gone were deleted by somebody.
   */
  #heal(table: Table): RowWrite[] {
    const { found, layout, loose } = table;
    const memory = this.#memory;
    for (const id of found.keys()) if (memory.isDeleted(id)) memory.undelete(id);
    const column = layout.columnOf.get(RUN_KEY) ?? 0;
    const numberIn = ({ cells }: TableRow) => cellText(cells[column]);
    const matched = matchRows(this.#lost(table), loose, { columns: this.#columns, layout, memory });
    for (const row of loose) {
      const id = numberIn(row);
      if (this.#unsure.has(id) && !matched.has(id)) matched.set(id, row);
    }
    for (const id of this.#lost(table)) if (!matched.has(id)) memory.setDeleted(id);
    const healed = new Set(matched.values());
    table.loose = loose.filter((row) => !healed.has(row));
    const wrong = table.loose.filter((row) => this.#unsure.has(numberIn(row)));
    const right = [...matched].filter(([id, row]) => numberIn(row) !== id);
    for (const [id, row] of matched) found.set(id, row);
    if (right.length > 0) for (const id of matched.keys()) this.#unsure.add(id);
    return [
      ...wrong.map(({ row }) => ({ row, cells: new Map([[column, '']]) })),
      ...right.map(([id, { row }]) => ({ row, cells: new Map([[column, Number(id)]]) })),
    ];
  }

  /** Takes away what a disturbed write left where it does not belong, and puts back what it hit of people's. */
  #repairs({ found, loose, layout }: Table): RowWrite[] {
    const memory = this.#memory;
    if (!memory.strays.any) return [];
    const isStray = (cell: unknown) => memory.strays.has(cellHash(cellOf(cell)));
    const inRows = [...this.#before].flatMap(([id, before]): RowWrite[] => {
      const now = found.get(id);
      if (!now?.cells) return [];
      const hit = new Map<number, Cell>();
      for (const [at, cell] of now.cells.entries()) {
        const header = layout.headers[at] ?? '';
        const own = cellOf(before(header));
        if (this.#isPeoples(header) && isStray(cell) && cellOf(cell) !== own) hit.set(at, own);
      }
      return hit.size > 0 ? [{ row: now.row, cells: hit }] : [];
    });
    const elsewhere = loose.flatMap(({ row, cells }): RowWrite[] => {
      const filled = [...cells.entries()].filter(([, cell]) => cellText(cell) !== '');
      const isMuch = filled.length >= 3 || filled.some(([, cell]) => cellText(cell).length >= LONG_TEXT);
      if (!isMuch || !filled.every(([, cell]) => isStray(cell))) return [];
      return [{ row, cells: new Map(filled.map(([at]) => [at, ''])) }];
    });
    return [...inRows, ...elsewhere];
  }

  #isPeoples(header: string): boolean {
    const key = this.#keyOf.get(header);
    return !this.#columns.some((column) => column.key === key && column.owner === 'bot');
  }

  async #apply(runs: readonly Run[], table: Table, repairs: readonly RowWrite[] = []): Promise<Pass> {
    const { grid, layout, found } = table;
    const memory = this.#memory;
    const context = { columns: this.#columns, layout, memory };
    const changes: Change[] = [];
    const pass: Pass = { settled: true, conflicts: [], input: [], anew: false };
    const writes: RowWrite[] = [...repairs];
    const additions: RowWrite[] = [];
    const asTheyStand: Run[] = [];
    for (const run of runs) {
      const there = found.get(run.id);
      if (there) {
        const { row, cells: now = [] } = there;
        const { cells, conflicts, input } = planRow(run, { row, cells: now }, context);
        changes.push(...conflicts);
        pass.input.push(...input);
        if (cells.size > 0) writes.push({ row, cells, run });
        else asTheyStand.push(run);
      } else if (!memory.isDeleted(run.id))
        additions.push({ row: -1, cells: newRow(run, this.#columns, layout), run });
    }
    if (!layout.columnOf.has('notes')) memory.seen.forget('notes');
    // What people wrote is kept before anything is written over it; then the tab is read anew, for rows may have moved.
    const fresh = changes.filter(({ run, key, theirs }) => !memory.seen.of(run, key, cellHash(theirs)));
    if (fresh.length > 0) {
      await this.#tab.addNotes(
        grid,
        fresh.map((change) => this.#noteOf(change)),
      );
      this.#untold.push(...this.#keep(fresh, layout));
      return { ...UNSETTLED, conflicts: this.#untold.splice(0) };
    }
    for (const [id, { cells }] of found) if (cells) this.#remember(id, layout, (at) => cells[at]);
    memory.confirm(asTheyStand);
    this.#rowOf = new Map([...found].map(([id, { row }]) => [id, row]));
    for (const batch of [...batches(writes, 'old'), ...batches(additions, 'new')]) {
      if (await this.#writeBatch(batch, table)) continue;
      return { ...pass, conflicts: this.#untold.splice(0), settled: false, input: [] };
    }
    return { ...pass, conflicts: this.#untold.splice(0) };
  }

  /** Writes, and looks where it went. False where rows or columns moved meanwhile. */
  async #writeBatch(batch: readonly RowWrite[], { grid, layout, found }: Table): Promise<boolean> {
    const memory = this.#memory;
    const runs = batch.flatMap(({ run }) => run ?? []);
    await memory.expect(runs);
    // A new row says what it is given, and nothing where people write.
    for (const { run, row, cells } of batch)
      if (run && row < 0) this.#remember(run.id, layout, (at) => cells.get(at));
    let written = false;
    try {
      if (batch.some(({ row }) => row < 0))
        await this.#tab.change([
          { appendCells: { sheetId: grid.sheetId, rows: batch.map(toRowData), fields: 'userEnteredValue' } },
        ]);
      else await this.#tab.write(toValueRanges(grid.title, batch));
      written = true;
      const now = await this.#readTable(grid);
      const stands =
        isSameLayout(layout, now.layout) &&
        [...found].every(([id, { row }]) => now.rowOf.get(id) === row) &&
        runs.every(({ id }) => now.rowOf.has(id));
      if (stands) {
        for (const [id, row] of now.rowOf) if (!found.has(id)) found.set(id, { row, cells: undefined });
        this.#rowOf = now.rowOf;
        memory.confirm(runs);
        return true;
      }
    } catch (error) {
      // What Google refused was not done. Of everything else nobody knows.
      if (written || toSheetFailure(error, this.#now()).isAmbiguous) memory.scatter();
      throw error;
    }
    memory.scatter();
    return false;
  }

  #remember(id: string, { headers }: Layout, cell: (at: number) => unknown): void {
    if (!this.#before.has(id)) this.#before.set(id, (header) => cell(headers.indexOf(header)));
  }

  #noteOf({ row, column, theirs, ours }: Change): NoteLine {
    const { t } = this.#texts;
    const text = [
      t('sheet.yours', { value: String(theirs) }),
      t('sheet.ours', { value: shown(ours, this.#texts) }),
    ];
    return { row, column, text: text.join('\n') };
  }

  #keep(changes: readonly Change[], { headers }: Layout): Conflict[] {
    const at = new Date(this.#now()).toISOString();
    const conflicts = changes.map(({ run, key, column, theirs, ours }) => {
      this.#memory.seen.set(run, key, cellHash(theirs), false);
      return {
        ...{ run, key, at, column: headers[column] ?? key },
        theirs: String(theirs),
        ours: String(ours),
      };
    });
    this.#memory.addConflicts(conflicts);
    return conflicts;
  }
}

const rowsIn = (rowOf: ReadonlyMap<string, number>, runs: readonly Run[]): number[] =>
  runs.map(({ id }) => rowOf.get(id)).filter((row) => row !== undefined);

const shown = (cell: Cell, { t }: Texts): string => (cell === '' ? t('sheet.empty') : String(cell));

function withColumns(placed: readonly PlacedColumn[], { language }: Texts, layout?: Layout): Layout {
  const headers = [...(layout?.headers ?? [])];
  for (const { column, at } of placed) {
    while (headers.length <= at) headers.push('');
    headers[at] = column.headers[language];
  }
  const added = placed.map(({ column, at }) => [column.key, at] as const);
  return {
    headerRow: layout?.headerRow ?? 0,
    columnOf: new Map([...(layout?.columnOf ?? []), ...added]),
    headers,
  };
}
