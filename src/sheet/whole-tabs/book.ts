import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import { wholeTab } from '../a1.js';
import type { Grid, Rows, SheetRequests } from '../sheet-tab.js';

/** One request may take this long. What it did need not be looked up: tabs that are written whole are written again. */
const TIMEOUT_MS = 30_000;

/** The spreadsheet for an update of the tabs that are written whole: single requests, counted, without any retries. */
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

  /** All that stands in some tabs, in one answer; values as they are, not as the cells' formats show them. */
  async read(tabs: readonly Grid[]): Promise<Rows[]> {
    if (tabs.length === 0) return [];
    const { api, spreadsheetId } = this.#requests;
    const ranges = tabs.map(({ title }) => wholeTab(title));
    const { data } = await api.spreadsheets.values.batchGet(
      { spreadsheetId, ranges, valueRenderOption: 'UNFORMATTED_VALUE' },
      this.#options(),
    );
    return ranges.map((_, at) => data.valueRanges?.[at]?.values ?? []);
  }

  /** All of the requests, or none. */
  async change(requests: sheets_v4.Schema$Request[]): Promise<void> {
    const { api, spreadsheetId, beforeWrite } = this.#requests;
    await beforeWrite();
    await api.spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } }, this.#options());
  }

  #options(): { signal: AbortSignal; timeout: number; retry: false } {
    this.#count += 1;
    return { signal: this.#requests.signal(), timeout: TIMEOUT_MS, retry: false };
  }
}
