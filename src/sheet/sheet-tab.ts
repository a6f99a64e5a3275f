import { randomInt } from 'node:crypto';
import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import { cellRange } from './a1.js';
import type { SheetMemory } from './sheet-memory.js';

/** Rows as the API gives them: empty cells and rows at the end are left out. */
export type Rows = unknown[][];
export type Grid = { sheetId: number; title: string; rows: number; columns: number };
/** A line for the note of a cell. */
export type NoteLine = { row: number; column: number; text: string };

/** One request may take this long; what it did is looked up before anything is written again. */
const TIMEOUT_MS = 30_000;
const NEW_TAB_ROWS = 1000;

/** Single requests to a spreadsheet, without any retries. */
export type SheetRequests = {
  api: sheets_v4.Sheets;
  spreadsheetId: string;
  /** Awaited before each request that writes. */
  beforeWrite: () => Promise<void>;
  /** Ends the request that is about to be made. */
  signal: () => AbortSignal;
};

/** What can be done to a tab. */
export type TabRequests = Pick<
  SheetTab,
  'find' | 'create' | 'forget' | 'insertColumns' | 'read' | 'change' | 'addNotes'
>;

/** One tab of a spreadsheet. Google's id of it is remembered, so that people may rename it. */
export class SheetTab {
  readonly #name: string;
  readonly #requests: SheetRequests;
  readonly #memory: SheetMemory;
  #grid: Grid | undefined;

  /** @param name its title when Labmate makes it */
  constructor(name: string, requests: SheetRequests, memory: SheetMemory) {
    this.#name = name;
    this.#requests = requests;
    this.#memory = memory;
  }

  /** Looked up once, and again after `forget`; undefined where it is not there. */
  async find(): Promise<Grid | undefined> {
    if (this.#grid) return this.#grid;
    const { data } = await this.#requests.api.spreadsheets.get(
      { spreadsheetId: this.#requests.spreadsheetId, fields: 'sheets.properties' },
      this.#options(),
    );
    // Google takes titles that differ only in case for the same.
    const wanted = this.#name.toLowerCase();
    const id = this.#memory.tab(this.#name);
    const all = (data.sheets ?? []).flatMap(({ properties }) => properties ?? []);
    const found =
      all.find(({ sheetId }) => id !== undefined && sheetId === id) ??
      all.find(({ title }) => title?.toLowerCase() === wanted);
    if (!found) return undefined;
    const { sheetId, title, gridProperties } = found;
    this.#memory.setTab(this.#name, sheetId ?? 0);
    return (this.#grid = {
      sheetId: sheetId ?? 0,
      title: title ?? this.#name,
      rows: gridProperties?.rowCount ?? 0,
      columns: gridProperties?.columnCount ?? 0,
    });
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
  async read(ranges: string[]): Promise<Rows[]> {
    const { data } = await this.#requests.api.spreadsheets.values.batchGet(
      {
        spreadsheetId: this.#requests.spreadsheetId,
        ranges,
        valueRenderOption: 'UNFORMATTED_VALUE',
      },
      this.#options(),
    );
    return ranges.map((_, index) => data.valueRanges?.[index]?.values ?? []);
  }

  /**
   * All of the requests, or none.
   * @param ranges what of the tab to answer with, as it is in the very moment after them
   */
  async change(requests: sheets_v4.Schema$Request[], ranges: string[] = []): Promise<Rows[]> {
    await this.#requests.beforeWrite();
    const look = {
      includeSpreadsheetInResponse: true,
      responseIncludeGridData: true,
      responseRanges: ranges,
    };
    const { data } = await this.#requests.api.spreadsheets.batchUpdate(
      {
        spreadsheetId: this.#requests.spreadsheetId,
        requestBody: { requests, ...(ranges.length > 0 ? look : {}) },
        ...(ranges.length > 0
          ? { fields: 'updatedSpreadsheet.sheets.data.rowData.values.effectiveValue' }
          : {}),
      },
      this.#options(),
    );
    const answers = data.updatedSpreadsheet?.sheets?.[0]?.data ?? [];
    return ranges.map((_, at) =>
      (answers[at]?.rowData ?? []).map(({ values }) =>
        (values ?? []).map(
          ({ effectiveValue: value }) => value?.stringValue ?? value?.numberValue ?? value?.boolValue ?? '',
        ),
      ),
    );
  }

  /** Adds a line to the notes of cells; what stands in a note stays, and no line is added twice. */
  async addNotes(grid: Grid, lines: readonly NoteLine[]): Promise<void> {
    if (lines.length === 0) return;
    const rows = lines.map(({ row }) => row);
    const columns = lines.map(({ column }) => column);
    const [top, left] = [Math.min(...rows), Math.min(...columns)];
    const box = { top, left, bottom: Math.max(...rows), right: Math.max(...columns) };
    const { data } = await this.#requests.api.spreadsheets.get(
      {
        spreadsheetId: this.#requests.spreadsheetId,
        ranges: [cellRange(grid.title, box)],
        includeGridData: true,
        fields: 'sheets.data.rowData.values.note',
      },
      this.#options(),
    );
    const there = data.sheets?.[0]?.data?.[0]?.rowData ?? [];
    const requests = lines.flatMap(({ row, column, text }): sheets_v4.Schema$Request[] => {
      const note = there[row - top]?.values?.[column - left]?.note ?? '';
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

  /** The client's own retries end within 2 s, too soon for a quota, and would write again without looking. */
  #options(): { signal: AbortSignal; timeout: number; retry: false } {
    return { signal: this.#requests.signal(), timeout: TIMEOUT_MS, retry: false };
  }
}
