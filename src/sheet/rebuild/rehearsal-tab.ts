import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import { wholeTab } from '../google/a1.js';
import { type Cell, cellOf, cellText } from '../cell.js';
import { parseRange } from '../google/parse-range.js';
import type { Grid, Rows, TabRequests } from '../google/sheet-tab.js';

type Request = sheets_v4.Schema$Request;

/**
 * A copy in memory of a tab that was read once: what is written goes into the copy alone. Whatever works on a tab can be
 * tried on it, and what it would do is the difference between `before` and `rows`.
 */
export class RehearsalTab implements TabRequests {
  readonly #real: Pick<TabRequests, 'find' | 'read'>;
  #grid: Grid | undefined;
  #rows: Cell[][] | undefined;
  #before: readonly (readonly Cell[])[] = [];
  /** Whether the tab would have to be made. */
  isNew = false;

  constructor(real: Pick<TabRequests, 'find' | 'read'>) {
    this.#real = real;
  }

  /** The tab as it was read; empty where there is none. */
  get before(): readonly (readonly Cell[])[] {
    return this.#before;
  }

  get rows(): readonly (readonly Cell[])[] {
    return this.#rows ?? [];
  }

  async find(): Promise<Grid | undefined> {
    return (this.#grid ??= await this.#real.find());
  }

  create(columns: number, look: (sheetId: number) => Request[]): Promise<Grid> {
    this.isNew = true;
    this.#rows = [];
    this.#grid = { sheetId: 0, title: '', rows: 1, columns };
    this.#do(look(0));
    return Promise.resolve(this.#grid);
  }

  /** The copy stays as it is. */
  forget(): void {
    return undefined;
  }

  async insertColumns(at: number, count: number, requests: (grid: Grid) => Request[]): Promise<void> {
    const rows = await this.#copy();
    const grid = this.#grid;
    if (!grid) return;
    for (const row of rows) if (row.length > at) row.splice(at, 0, ...Array<Cell>(count).fill(''));
    this.#grid = { ...grid, columns: Math.max(at, grid.columns) + count };
    this.#do(requests(this.#grid));
  }

  async read(ranges: string[]): Promise<Rows[]> {
    const rows = await this.#copy();
    return ranges.map((range) => {
      const { top, left, bottom, right } = parseRange(range);
      return rows.slice(top, bottom + 1).map((row) => row.slice(left, right + 1));
    });
  }

  async change(requests: Request[], ranges: string[] = []): Promise<Rows[]> {
    await this.#copy();
    this.#do(requests);
    return this.read(ranges);
  }

  /** Notes are no cells: nobody reads them back. */
  addNotes(): Promise<void> {
    return Promise.resolve();
  }

  async #copy(): Promise<Cell[][]> {
    if (this.#rows) return this.#rows;
    const grid = await this.find();
    const [read = []] = grid ? await this.#real.read([wholeTab(grid.title)]) : [];
    const rows = read.map((row) => Array.from(row, cellOf));
    this.#before = rows.map((row) => [...row]);
    return (this.#rows = rows);
  }

  /** Of what Labmate asks for, only these two change cells. */
  #do(requests: readonly Request[]): void {
    for (const { updateCells, appendCells } of requests) {
      if (appendCells) this.#fill(this.#end(), 0, appendCells.rows ?? []);
      if (updateCells?.fields?.includes('userEnteredValue'))
        this.#fill(
          updateCells.start?.rowIndex ?? 0,
          updateCells.start?.columnIndex ?? 0,
          updateCells.rows ?? [],
        );
    }
  }

  #fill(top: number, left: number, rows: readonly sheets_v4.Schema$RowData[]): void {
    for (const [down, { values }] of rows.entries())
      for (const [along, { userEnteredValue: value }] of (values ?? []).entries())
        this.#put(
          top + down,
          left + along,
          cellOf(value?.stringValue ?? value?.numberValue ?? value?.boolValue),
        );
  }

  /** Below the last row in which anything stands, as `appendCells` has it. */
  #end(): number {
    return this.rows.findLastIndex((row) => row.some((cell) => cellText(cell) !== '')) + 1;
  }

  #put(row: number, column: number, cell: Cell): void {
    const rows = (this.#rows ??= []);
    while (rows.length <= row) rows.push([]);
    const cells = rows[row] ?? [];
    while (cells.length <= column) cells.push('');
    cells[column] = cell;
  }
}
