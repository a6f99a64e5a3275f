import { randomInt } from 'node:crypto';
import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import { cellRange } from './a1.js';
import { Book, type Grid, type Rows, type SheetRequests } from './book.js';
import type { SheetMemory } from '../memory/sheet-memory.js';

export type { Grid, Rows, SheetRequests } from './book.js';

/** A line for the note of a cell. */
export type NoteLine = { row: number; column: number; text: string };

const NEW_TAB_ROWS = 1000;

/** What can be done to a tab. */
export type TabRequests = Pick<
  SheetTab,
  'find' | 'create' | 'forget' | 'insertColumns' | 'read' | 'change' | 'addNotes'
>;

/** One tab of a spreadsheet. Google's id of it is remembered, so that people may rename it. */
export class SheetTab {
  readonly #name: string;
  readonly #book: Book;
  readonly #memory: SheetMemory;
  #grid: Grid | undefined;

  /** @param name its title when Labmate makes it */
  constructor(name: string, requests: SheetRequests, memory: SheetMemory) {
    this.#name = name;
    this.#book = new Book(requests);
    this.#memory = memory;
  }

  /** Looked up once, and again after `forget`; undefined where it is not there. */
  async find(): Promise<Grid | undefined> {
    if (this.#grid) return this.#grid;
    // Google takes titles that differ only in case for the same.
    const wanted = this.#name.toLowerCase();
    const id = this.#memory.tab(this.#name);
    const all = await this.#book.tabs();
    const found =
      all.find(({ sheetId }) => sheetId === id) ?? all.find(({ title }) => title.toLowerCase() === wanted);
    if (!found) return undefined;
    this.#memory.setTab(this.#name, found.sheetId);
    return (this.#grid = found);
  }

  /** Makes the tab, and does to it what `look` says, in one request. */
  async create(columns: number, look: (sheetId: number) => sheets_v4.Schema$Request[]): Promise<Grid> {
    const grid = { sheetId: randomInt(1, 2 ** 31), title: this.#name, rows: NEW_TAB_ROWS, columns };
    const { sheetId, title, rows } = grid;
    const gridProperties = { rowCount: rows, columnCount: columns };
    await this.change([{ addSheet: { properties: { sheetId, title, gridProperties } } }, ...look(sheetId)]);
    this.#memory.setTab(this.#name, sheetId);
    return (this.#grid = grid);
  }

  /** After a failure: the tab may have been deleted, renamed or cut. */
  forget(): void {
    this.#grid = undefined;
  }

  /**
   * Makes new columns in front of the one that is `at` now, and does what `requests` say, in one request. They are new
   * wherever people have moved the others meanwhile: what goes into them hits nothing.
   */
  async insertColumns(
    at: number,
    count: number,
    requests: (grid: Grid) => sheets_v4.Schema$Request[],
  ): Promise<void> {
    this.forget();
    const grid = await this.find();
    if (!grid) return;
    const { sheetId } = grid;
    // Google inserts before a column that is there.
    const last = at < grid.columns ? [] : [{ appendDimension: { sheetId, dimension: 'COLUMNS', length: 1 } }];
    const range = { sheetId, dimension: 'COLUMNS', startIndex: at, endIndex: at + count };
    await this.change([...last, { insertDimension: { range } }, ...requests(grid)]);
    this.forget();
  }

  /** Values as they are, not as the cells' formats show them; one answer a range. */
  read(ranges: string[]): Promise<Rows[]> {
    return this.#book.read(ranges);
  }

  /**
   * All of the requests, or none.
   * @param ranges what of the tab to answer with, as it is in the very moment after them
   */
  change(requests: sheets_v4.Schema$Request[], ranges: string[] = []): Promise<Rows[]> {
    return this.#book.change(requests, ranges);
  }

  /** Adds a line to the notes of cells; what stands in a note stays, and no line is added twice. */
  async addNotes(grid: Grid, lines: readonly NoteLine[]): Promise<void> {
    if (lines.length === 0) return;
    const rows = lines.map(({ row }) => row);
    const columns = lines.map(({ column }) => column);
    const [top, left] = [Math.min(...rows), Math.min(...columns)];
    const box = { top, left, bottom: Math.max(...rows), right: Math.max(...columns) };
    const there = await this.#book.notes(cellRange(grid.title, box));
    const requests = lines.flatMap(({ row, column, text }): sheets_v4.Schema$Request[] => {
      const note = there[row - top]?.[column - left] ?? '';
      if (note.includes(text)) return [];
      return [
        {
          updateCells: {
            start: { sheetId: grid.sheetId, rowIndex: row, columnIndex: column },
            rows: [{ values: [{ note: [note, text].filter(Boolean).join('\n') }] }],
            fields: 'note',
          },
        },
      ];
    });
    if (requests.length > 0) await this.change(requests);
  }
}
