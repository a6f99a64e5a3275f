import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import type { Run } from '../runs/run.js';
import { cellRange, columnRange, rowsRange } from './a1.js';
import { type Cell, type Column, PEOPLE_HEADERS, RUN_HEADER } from './columns.js';
import { findLayout, findRows, HEADER_SEARCH_ROWS, isEmpty, type Layout } from './layout.js';
import { SheetLayoutError } from './sheet-failure.js';
import type { Grid, Rows, SheetTab } from './sheet-tab.js';

/**
 * - `written`: the rows stand there
 * - `anew`: they do, but the tab or some of its columns were missing and are new: rows of other runs lack them
 * - `disturbed`: somebody sorted or moved rows between reading and writing: everything must be written again
 */
export type WriteOutcome = 'written' | 'anew' | 'disturbed';

/** A header that is not there yet, and where it goes. */
type NewHeader = { header: string; column: number };

/**
 * The tab with a row a run. It trusts nothing that it knew before: people sort, move, insert and delete, so the header
 * and the run column are read before each write, and rows and columns are found by what stands in them. It writes only
 * its own columns, by explicit ranges, and never appends: Google's append guesses where a table ends.
 */
export class RunsTab {
  readonly #tab: SheetTab;
  readonly #columns: readonly Column[];
  /** Where the run column was last time: reading it together with the header saves a request. */
  #runColumn = 0;

  constructor(tab: SheetTab, columns: readonly Column[]) {
    this.#tab = tab;
    this.#columns = columns;
  }

  /**
   * Puts each run into its row: the one with its number, or a new one under the table. Doing it twice changes nothing.
   * @throws SheetLayoutError, and whatever googleapis throws; after an error the same call may simply be made again
   */
  async write(runs: readonly Run[]): Promise<WriteOutcome> {
    try {
      return await this.#write(runs);
    } catch (error) {
      this.#tab.forget();
      throw error;
    }
  }

  async #write(runs: readonly Run[]): Promise<WriteOutcome> {
    const { grid, added } = await this.#tab.grid({ columns: this.#columns.length + PEOPLE_HEADERS.length });
    const table = await this.#readTable();
    const { layout, newHeaders } = table.layout
      ? await this.#completed(table.layout, grid)
      : await this.#begun(table.top, grid, added);
    const rowOf = findRows(table.runColumn, layout.headerRow);

    const absent = runs.filter((run) => !rowOf.has(run.id)).sort((a, b) => Number(a.id) - Number(b.id));
    const free = absent.length > 0 ? await this.#firstFreeRow(rowOf, layout, grid) : 0;
    const newRowOf = new Map(absent.map((run, at) => [run.id, free + at]));
    await this.#tab.grow(grid, { rows: free + absent.length, columns: layout.width });

    // A known row keeps its number: if people sort at this moment, a wrong row must not take this run's name.
    const known = this.#columns.filter(({ header }) => header !== RUN_HEADER);
    await this.#tab.write([
      ...newHeaders.map(({ header, column }) => this.#range(layout.headerRow, column, [header])),
      ...runs.flatMap((run) => {
        const row = rowOf.get(run.id);
        if (row !== undefined) return this.#rowRanges(row, run, known, layout);
        return this.#rowRanges(newRowOf.get(run.id) ?? free, run, this.#columns, layout);
      }),
    ]);
    const target = new Map([...rowOf, ...newRowOf]);
    if (!(await this.#standsAsWritten(runs, target, layout))) return 'disturbed';
    return newHeaders.length > 0 ? 'anew' : 'written';
  }

  async #readTable(): Promise<{ top: Rows; runColumn: Rows; layout: Layout | undefined }> {
    const [top = [], guessed = []] = await this.#tab.read([
      rowsRange(this.#tab.title, 0, HEADER_SEARCH_ROWS - 1),
      columnRange(this.#tab.title, this.#runColumn),
    ]);
    const headers = this.#columns.map(({ header }) => header);
    const layout = findLayout(top, headers);
    const column = layout?.columnOf.get(RUN_HEADER);
    if (column === undefined || column === this.#runColumn) return { top, runColumn: guessed, layout };
    this.#runColumn = column;
    return { top, runColumn: await this.#readRunColumn(), layout };
  }

  async #readRunColumn(): Promise<Rows> {
    const [rows = []] = await this.#tab.read([columnRange(this.#tab.title, this.#runColumn)]);
    return rows;
  }

  /** An empty tab gets the whole header. A tab without one is people's: nothing is written over. */
  async #begun(top: Rows, grid: Grid, added: boolean): Promise<{ layout: Layout; newHeaders: NewHeader[] }> {
    if (!isEmpty(top))
      throw new SheetLayoutError(
        `the tab “${this.#tab.title}” has no header row with a column “${RUN_HEADER}” any more. ` +
          `Put the header back (undo, or the version history), or rename the tab: a new one is made then.`,
      );
    if (!added) await this.#tab.formatHeader(grid);
    const headers = [...this.#columns.map(({ header }) => header), ...PEOPLE_HEADERS];
    const newHeaders = headers.map((header, column) => ({ header, column }));
    return { layout: layoutWith(newHeaders, { headerRow: 0, columnOf: new Map(), width: 0 }), newHeaders };
  }

  /** Columns that people deleted, or that this version added, go to the right of all that is there. */
  async #completed(layout: Layout, grid: Grid): Promise<{ layout: Layout; newHeaders: NewHeader[] }> {
    const lacking = this.#columns.filter(({ header }) => !layout.columnOf.has(header));
    if (lacking.length === 0) return { layout, newHeaders: [] };
    const start = layout.width + (await this.#contentRightOf(layout.width, grid));
    const newHeaders = lacking.map(({ header }, at) => ({ header, column: start + at }));
    return { layout: layoutWith(newHeaders, layout), newHeaders };
  }

  /** How many columns beside the table people use without a header. */
  async #contentRightOf(column: number, grid: Grid): Promise<number> {
    if (column >= grid.columns) return 0;
    const corners = { top: 0, left: column, bottom: grid.rows - 1, right: grid.columns - 1 };
    const [rows = []] = await this.#tab.read([cellRange(this.#tab.title, corners)]);
    return rows.reduce((width, row) => Math.max(width, row.length), 0);
  }

  /** Below the table, and below whatever people wrote under it. */
  async #firstFreeRow(rowOf: ReadonlyMap<string, number>, layout: Layout, grid: Grid): Promise<number> {
    const below = [...rowOf.values()].reduce((last, row) => Math.max(last, row), layout.headerRow) + 1;
    if (below >= grid.rows) return below;
    const corners = { top: below, left: 0, bottom: grid.rows - 1, right: grid.columns - 1 };
    const [rows = []] = await this.#tab.read([cellRange(this.#tab.title, corners)]);
    return below + rows.length;
  }

  /** Reads the run numbers back: what was written must be in the rows meant, and no number may be gone. */
  async #standsAsWritten(
    runs: readonly Run[],
    target: ReadonlyMap<string, number>,
    layout: Layout,
  ): Promise<boolean> {
    this.#runColumn = layout.columnOf.get(RUN_HEADER) ?? 0;
    const now = findRows(await this.#readRunColumn(), layout.headerRow);
    return (
      runs.every((run) => now.get(run.id) === target.get(run.id)) &&
      [...target.keys()].every((id) => now.has(id))
    );
  }

  /** One range for each stretch of neighbouring columns; people's columns between them are never touched. */
  #rowRanges(
    row: number,
    run: Run,
    columns: readonly Column[],
    { columnOf }: Layout,
  ): sheets_v4.Schema$ValueRange[] {
    const stretches: { left: number; values: Cell[] }[] = [];
    const cells = columns
      .map(({ header, value }) => ({ at: columnOf.get(header), value: value(run) }))
      .filter((cell): cell is { at: number; value: Cell } => cell.at !== undefined)
      .sort((a, b) => a.at - b.at);
    for (const { at, value } of cells) {
      const last = stretches.at(-1);
      if (last && at === last.left + last.values.length) last.values.push(value);
      else stretches.push({ left: at, values: [value] });
    }
    return stretches.map(({ left, values }) => this.#range(row, left, values));
  }

  #range(row: number, left: number, values: Cell[]): sheets_v4.Schema$ValueRange {
    const corners = { top: row, left, bottom: row, right: left + values.length - 1 };
    return { range: cellRange(this.#tab.title, corners), values: [values] };
  }
}

function layoutWith(added: readonly NewHeader[], layout: Layout): Layout {
  return {
    headerRow: layout.headerRow,
    columnOf: new Map([...layout.columnOf, ...added.map(({ header, column }) => [header, column] as const)]),
    width: added.reduce((width, { column }) => Math.max(width, column + 1), layout.width),
  };
}
