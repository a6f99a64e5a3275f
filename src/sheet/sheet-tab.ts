import { randomInt } from 'node:crypto';
import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';

/** Rows as the API gives them: empty cells and rows at the end are left out. */
export type Rows = unknown[][];
export type Grid = { sheetId: number; rows: number; columns: number };

/** One request may take this long; what it did is looked up before anything is written again. */
const TIMEOUT_MS = 30_000;
const NEW_TAB_ROWS = 1000;
/** Rows added at once when the grid is full, so that not every new run costs a request of its own. */
const SPARE_ROWS = 200;

export type SheetTabOptions = {
  api: sheets_v4.Sheets;
  spreadsheetId: string;
  title: string;
  /** Awaited before each request that writes. */
  beforeWrite: () => Promise<void>;
  /** Ends the request that is about to be made. */
  signal: () => AbortSignal;
};

/** One tab of a spreadsheet, reached by its title: single requests, without any retries. */
export class SheetTab {
  readonly title: string;
  readonly #api: sheets_v4.Sheets;
  readonly #spreadsheetId: string;
  readonly #beforeWrite: () => Promise<void>;
  readonly #signal: () => AbortSignal;
  #grid: Grid | undefined;

  constructor({ api, spreadsheetId, title, beforeWrite, signal }: SheetTabOptions) {
    this.title = title;
    this.#api = api;
    this.#spreadsheetId = spreadsheetId;
    this.#beforeWrite = beforeWrite;
    this.#signal = signal;
  }

  /** Looked up once, and again after `forget`; a missing tab is added, with its first row frozen and bold. */
  async grid({ columns }: { columns: number }): Promise<{ grid: Grid; added: boolean }> {
    const known = this.#grid ?? (await this.#find());
    if (known) return { grid: (this.#grid = known), added: false };
    const grid = { sheetId: randomInt(1, 2 ** 31), rows: NEW_TAB_ROWS, columns };
    const gridProperties = { rowCount: grid.rows, columnCount: columns };
    await this.#change([
      { addSheet: { properties: { sheetId: grid.sheetId, title: this.title, gridProperties } } },
      ...headerLook(grid.sheetId),
    ]);
    return { grid: (this.#grid = grid), added: true };
  }

  /** After a failure: the tab may have been deleted, renamed or cut. */
  forget(): void {
    this.#grid = undefined;
  }

  async formatHeader({ sheetId }: Grid): Promise<void> {
    await this.#change(headerLook(sheetId));
  }

  /** Makes room: cells outside the grid cannot be written. */
  async grow(grid: Grid, { rows, columns }: { rows: number; columns: number }): Promise<void> {
    const requests: sheets_v4.Schema$Request[] = [];
    const append = (dimension: 'ROWS' | 'COLUMNS', length: number) =>
      requests.push({ appendDimension: { sheetId: grid.sheetId, dimension, length } });
    const wanted = { ...grid };
    if (rows > grid.rows) {
      wanted.rows = rows + SPARE_ROWS;
      append('ROWS', wanted.rows - grid.rows);
    }
    if (columns > grid.columns) {
      wanted.columns = columns;
      append('COLUMNS', wanted.columns - grid.columns);
    }
    if (requests.length === 0) return;
    await this.#change(requests);
    this.#grid = wanted;
  }

  /** Values as they are, not as the cells' formats show them; one answer a range. */
  async read(ranges: string[]): Promise<Rows[]> {
    const { data } = await this.#api.spreadsheets.values.batchGet(
      { spreadsheetId: this.#spreadsheetId, ranges, valueRenderOption: 'UNFORMATTED_VALUE' },
      this.#options(),
    );
    return ranges.map((_, index) => data.valueRanges?.[index]?.values ?? []);
  }

  /** RAW: what people typed stays text, whatever it looks like. */
  async write(data: sheets_v4.Schema$ValueRange[]): Promise<void> {
    await this.#beforeWrite();
    await this.#api.spreadsheets.values.batchUpdate(
      { spreadsheetId: this.#spreadsheetId, requestBody: { valueInputOption: 'RAW', data } },
      this.#options(),
    );
  }

  /** The client's own retries end within 2 s, too soon for a quota, and would write again without looking. */
  #options(): { signal: AbortSignal; timeout: number; retry: false } {
    return { signal: this.#signal(), timeout: TIMEOUT_MS, retry: false };
  }

  async #find(): Promise<Grid | undefined> {
    const { data } = await this.#api.spreadsheets.get(
      { spreadsheetId: this.#spreadsheetId, fields: 'sheets.properties' },
      this.#options(),
    );
    // Google takes titles that differ only in case for the same.
    const wanted = this.title.toLowerCase();
    const properties = data.sheets?.find(
      (sheet) => sheet.properties?.title?.toLowerCase() === wanted,
    )?.properties;
    if (!properties) return undefined;
    const { rowCount, columnCount } = properties.gridProperties ?? {};
    return { sheetId: properties.sheetId ?? 0, rows: rowCount ?? 0, columns: columnCount ?? 0 };
  }

  async #change(requests: sheets_v4.Schema$Request[]): Promise<void> {
    await this.#beforeWrite();
    await this.#api.spreadsheets.batchUpdate(
      { spreadsheetId: this.#spreadsheetId, requestBody: { requests } },
      this.#options(),
    );
  }
}

function headerLook(sheetId: number): sheets_v4.Schema$Request[] {
  return [
    {
      updateSheetProperties: {
        properties: { sheetId, gridProperties: { frozenRowCount: 1 } },
        fields: 'gridProperties.frozenRowCount',
      },
    },
    {
      repeatCell: {
        range: { sheetId, startRowIndex: 0, endRowIndex: 1 },
        cell: { userEnteredFormat: { textFormat: { bold: true } } },
        fields: 'userEnteredFormat.textFormat.bold',
      },
    },
  ];
}
