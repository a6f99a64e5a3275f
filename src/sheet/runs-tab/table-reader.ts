import type { Run } from '../../runs/run.js';
import type { Texts } from '../../texts/texts.js';
import { columnRange, rowsRange, wholeTab } from '../google/a1.js';
import { cellText } from '../cell.js';
import { type Column, RUN_KEY } from './columns.js';
import { findLayout, findRows, HEADER_SEARCH_ROWS, isEmpty, keysByHeader, type Layout } from './layout.js';
import { columnsLook, tabLook } from './look.js';
import type { PeoplesCells } from './peoples-cells.js';
import { SheetLayoutError } from '../google/sheet-failure.js';
import type { SheetMemory } from '../memory/sheet-memory.js';
import type { Grid, Rows, TabRequests } from '../google/sheet-tab.js';
import type { Table } from './table.js';

/** Where the guesses are wrong, or people are busy. */
const MOST_READS = 4;

/** Reads the tab: some runs' rows, or all of it; then with its header whole. What it sees of people's, it notes. */
export class TableReader {
  readonly #tab: TabRequests;
  readonly #columns: readonly Column[];
  readonly #memory: SheetMemory;
  readonly #texts: Texts;
  readonly #people: PeoplesCells;
  readonly #keyOf: ReadonlyMap<string, string>;
  /** Where things were last time: what belongs together is read in one answer. */
  #runColumn = 0;
  #peoples: readonly number[] = [];
  #rowOf: ReadonlyMap<string, number> = new Map();

  constructor({
    tab,
    columns,
    memory,
    texts,
    people,
  }: {
    tab: TabRequests;
    columns: readonly Column[];
    memory: SheetMemory;
    texts: Texts;
    people: PeoplesCells;
  }) {
    this.#tab = tab;
    this.#columns = columns;
    this.#memory = memory;
    this.#texts = texts;
    this.#people = people;
    this.#keyOf = keysByHeader(columns);
  }

  /** After a failure: guesses may lie outside a grid that people made smaller, and be refused for ever. */
  forget(): void {
    this.#tab.forget();
    this.#runColumn = 0;
    this.#peoples = [];
    this.#rowOf = new Map();
  }

  /** Columns that people deleted, or renamed, or that this version added. People's own are made with a new tab only. */
  lacking({ columnOf }: Layout): Column[] {
    return this.#columns.filter(({ key, owner }) => owner !== 'people' && !columnOf.has(key));
  }

  /** The header, the run column, people's columns and some rows, all in one answer; undefined where there is no table. */
  async readRows(runs: readonly Run[]): Promise<Table | undefined> {
    const grid = await this.#tab.find();
    if (!grid) return undefined;
    for (let reads = 0; reads < MOST_READS; reads++) {
      const [runColumn, peoples] = [this.#runColumn, this.#peoples];
      const rows = rowsIn(this.#rowOf, runs);
      const [top = [], numbers = [], ...rest] = await this.#tab.read([
        ...this.lookRanges(grid),
        ...peoples.map((at) => columnRange(grid.title, at)),
        ...rows.map((row) => rowsRange(grid.title, row, row)),
      ]);
      const layout = findLayout(top, this.#keyOf);
      this.#runColumn = layout?.columnOf.get(RUN_KEY) ?? 0;
      if (!layout?.columnOf.has(RUN_KEY)) return undefined;
      this.#peoples = this.#people.named(layout);
      if (this.#runColumn !== runColumn) continue;
      this.#rowOf = rowOf(numbers, layout);
      const isComplete = rowsIn(this.#rowOf, runs).every((row) => rows.includes(row));
      if (!isComplete || this.#peoples.join() !== peoples.join()) continue;
      const read = new Map(rows.map((row, at) => [row, rest[peoples.length + at]?.[0] ?? []]));
      for (const [id, row] of this.#rowOf)
        this.#people.see(id, layout, (at) => rest[peoples.indexOf(at)]?.[row]?.[0], peoples);
      const found = new Map([...this.#rowOf].map(([id, row]) => [id, { row, cells: read.get(row) }]));
      return { grid, layout, found, loose: [] };
    }
    return undefined;
  }

  /** What shows where rows and columns are. */
  lookRanges(grid: Grid): string[] {
    return [rowsRange(grid.title, 0, HEADER_SEARCH_ROWS - 1), columnRange(grid.title, this.#runColumn)];
  }

  /** What `lookRanges` gave. */
  lookedAt([top = [], numbers = []]: readonly Rows[]): {
    layout: Layout | undefined;
    rowOf: Map<string, number>;
  } {
    const layout = findLayout(top, this.#keyOf);
    // Where columns moved, it was another one that was looked at.
    const isThere = layout?.columnOf.get(RUN_KEY) === this.#runColumn;
    return { layout, rowOf: layout && isThere ? rowOf(numbers, layout) : new Map<string, number>() };
  }

  /** The whole tab, with its header whole; made where it is missing. Undefined where people were faster, each time. */
  async readAll(
    all: readonly Run[],
    isUnsure: (id: string, layout: Layout) => boolean,
  ): Promise<{ table: Table | undefined; anew: boolean }> {
    let anew = false;
    for (let reads = 0; reads < MOST_READS; reads++) {
      const grid = await this.#tab.find();
      if (!grid) {
        anew = this.#memory.rowIds().length > 0;
        this.#memory.forgetRows();
        await this.#tab.create(this.#columns.length, (sheetId) => this.#header(sheetId, 0, this.#columns, 0));
        continue;
      }
      const [rows = []] = await this.#tab.read([wholeTab(grid.title)]);
      const layout = findLayout(rows, this.#keyOf);
      if (!layout && !isEmpty(rows)) throw new SheetLayoutError(grid.title, this.#texts);
      if (!layout) this.#memory.forgetRows();
      const lacking = layout ? this.lacking(layout) : this.#columns;
      if (layout && lacking.length === 0)
        return { table: this.#tableOf(grid, layout, rows, all, isUnsure), anew };
      const at = rows.reduce((most, row) => Math.max(most, row.length), 0);
      await this.#tab.insertColumns(at, lacking.length, ({ sheetId }) =>
        this.#header(sheetId, layout?.headerRow ?? 0, lacking, at, !layout),
      );
    }
    return { table: undefined, anew };
  }

  #header(sheetId: number, headerRow: number, columns: readonly Column[], at: number, isWhole = true) {
    const placed = columns.map((column, index) => ({ column, at: at + index }));
    return [
      ...(isWhole ? tabLook(sheetId, headerRow) : []),
      ...columnsLook(sheetId, headerRow, placed, this.#texts),
    ];
  }

  #tableOf(
    grid: Grid,
    layout: Layout,
    rows: Rows,
    all: readonly Run[],
    isUnsure: (id: string, layout: Layout) => boolean,
  ): Table {
    const table: Table = { grid, layout, found: new Map(), loose: [] };
    const ids = new Set(all.map(({ id }) => id));
    this.#runColumn = layout.columnOf.get(RUN_KEY) ?? 0;
    this.#peoples = this.#people.named(layout);
    this.#rowOf = rowOf(
      rows.map((cells) => [cells[this.#runColumn]]),
      layout,
    );
    for (const [row, cells] of rows.entries()) {
      if (row <= layout.headerRow) continue;
      const id = cellText(cells[this.#runColumn]);
      if (ids.has(id) && !table.found.has(id) && !isUnsure(id, layout)) table.found.set(id, { row, cells });
      else if (cells.some((cell) => cellText(cell) !== '')) table.loose.push({ row, cells });
    }
    return table;
  }
}

const rowOf = (numbers: Rows, { headerRow }: Layout): Map<string, number> =>
  findRows(
    numbers.map(([cell]) => cell),
    headerRow,
  );

const rowsIn = (rows: ReadonlyMap<string, number>, runs: readonly Run[]): number[] =>
  runs.map(({ id }) => rows.get(id)).filter((row) => row !== undefined);
