import { sheets as googleSheets, type sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import type { Practice } from '../../src/practice/start-practice.js';
import { columnName } from '../../src/sheet/google/a1.js';

type Cells = (string | number | boolean)[][];

/** Somebody who works in the practice sheet's tab "Runs", by way of Google's API. */
export class PersonAtSheet {
  readonly #api: sheets_v4.Resource$Spreadsheets;
  readonly #id: string;

  constructor({ sheetsApiUrl, spreadsheetId }: Pick<Practice, 'sheetsApiUrl' | 'spreadsheetId'>) {
    this.#api = googleSheets({ version: 'v4', rootUrl: sheetsApiUrl }).spreadsheets;
    this.#id = spreadsheetId;
  }

  /** The tab as it stands; empty while there is none. */
  async cells(): Promise<Cells> {
    const read = this.#api.values.get({
      ...{ spreadsheetId: this.#id, range: 'Runs', valueRenderOption: 'UNFORMATTED_VALUE' },
    });
    return read.then(
      ({ data }) => (data.values ?? []) as Cells,
      () => [],
    );
  }

  /** What stands below a header, from top to bottom. */
  async column(header: string): Promise<unknown[]> {
    const [headers = [], ...rows] = await this.cells();
    return rows.map((row) => row[headers.indexOf(header)] ?? '');
  }

  /** @param row counts from 1 below the header */
  async type(header: string, row: number, value: string | number): Promise<void> {
    const [headers = []] = await this.cells();
    await this.#api.values.update({
      spreadsheetId: this.#id,
      range: `Runs!${columnName(headers.indexOf(header))}${row + 1}`,
      valueInputOption: 'RAW',
      requestBody: { values: [[value]] },
    });
  }

  async deleteRow(row: number): Promise<void> {
    const { data } = await this.#api.get({ spreadsheetId: this.#id });
    const tab = data.sheets?.find(({ properties }) => properties?.title === 'Runs');
    const range = {
      sheetId: tab?.properties?.sheetId ?? 0,
      dimension: 'ROWS',
      startIndex: row,
      endIndex: row + 1,
    };
    await this.#api.batchUpdate({
      spreadsheetId: this.#id,
      requestBody: { requests: [{ deleteDimension: { range } }] },
    });
  }
}
