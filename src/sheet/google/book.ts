import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';

/** Rows as the API gives them: empty cells and rows at the end are left out. */
export type Rows = unknown[][];
export type Grid = { sheetId: number; title: string; rows: number; columns: number };

/** One request may take this long; what it did is looked up, or made again, before anything else is written. */
const TIMEOUT_MS = 30_000;

/** Single requests to a spreadsheet, without any retries. */
export type SheetRequests = {
  api: sheets_v4.Sheets;
  spreadsheetId: string;
  /** Awaited before each request that writes. */
  beforeWrite: () => Promise<void>;
  /** Ends the request that is about to be made. */
  signal: () => AbortSignal;
};

/** A spreadsheet, read and changed by single requests, which are counted. */
export class Book {
  readonly #requests: SheetRequests;
  #count = 0;

  constructor(requests: SheetRequests) {
    this.#requests = requests;
  }

  /** How many requests were begun. */
  get count(): number {
    return this.#count;
  }

  /** All tabs of the spreadsheet as they are now. */
  async tabs(): Promise<Grid[]> {
    const { api, spreadsheetId } = this.#requests;
    const asked = { spreadsheetId, fields: 'sheets.properties' };
    const { data } = await api.spreadsheets.get(asked, this.#options());
    return (data.sheets ?? []).flatMap(({ properties }) => {
      if (!properties) return [];
      const { sheetId, title, gridProperties } = properties;
      const rows = gridProperties?.rowCount ?? 0;
      return { sheetId: sheetId ?? 0, title: title ?? '', rows, columns: gridProperties?.columnCount ?? 0 };
    });
  }

  /** Values as they are, not as the cells' formats show them; all in one answer, one a range. */
  async read(ranges: readonly string[]): Promise<Rows[]> {
    if (ranges.length === 0) return [];
    const { api, spreadsheetId } = this.#requests;
    const { data } = await api.spreadsheets.values.batchGet(
      { spreadsheetId, ranges: [...ranges], valueRenderOption: 'UNFORMATTED_VALUE' },
      this.#options(),
    );
    return ranges.map((_, at) => data.valueRanges?.[at]?.values ?? []);
  }

  /**
   * All of the requests, or none.
   * @param ranges what to answer with, as it is in the very moment after them
   */
  async change(requests: sheets_v4.Schema$Request[], ranges: readonly string[] = []): Promise<Rows[]> {
    const { api, spreadsheetId, beforeWrite } = this.#requests;
    await beforeWrite();
    const look = {
      includeSpreadsheetInResponse: true,
      responseIncludeGridData: true,
      responseRanges: [...ranges],
    };
    const { data } = await api.spreadsheets.batchUpdate(
      {
        spreadsheetId,
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

  /** The notes of the cells of a range, row by row; shorter where there are none. */
  async notes(range: string): Promise<(string | undefined)[][]> {
    const { api, spreadsheetId } = this.#requests;
    const { data } = await api.spreadsheets.get(
      {
        spreadsheetId,
        ranges: [range],
        includeGridData: true,
        fields: 'sheets.data.rowData.values.note',
      },
      this.#options(),
    );
    const there = data.sheets?.[0]?.data?.[0]?.rowData ?? [];
    return there.map(({ values }) => (values ?? []).map(({ note }) => note ?? undefined));
  }

  /** The client's own retries end within 2 s, too soon for a quota, and would write again without looking. */
  #options(): { signal: AbortSignal; timeout: number; retry: false } {
    this.#count += 1;
    return { signal: this.#requests.signal(), timeout: TIMEOUT_MS, retry: false };
  }
}
