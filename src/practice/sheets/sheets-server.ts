import { randomBytes } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import type { PracticeSheet } from '../protocol.js';
import { practiceSheet, toCsv, toXlsx } from './export.js';
import { SheetsFaults } from './faults.js';
import { GoogleError, notFound } from './google-error.js';
import { peopleRoutes } from './people-routes.js';
import { SheetFile } from './sheet-file.js';
import { sheetsApi, type SheetsStore } from './sheets-api.js';
import { checkSize, newSpreadsheet, type Spreadsheet, type Workbook } from './workbook.js';

type Env = { Bindings: HttpBindings };

export type SheetsServer = {
  /** Google Sheets v4 under /v4/, and /practice/sheet (below it what people do), /practice/sheet.csv, /practice/sheet.xlsx. */
  routes: Hono<Env>;
  /** The spreadsheet that the page shows: what GOOGLE_SHEET_ID is in the practice guild. */
  spreadsheetId: string;
  faults: SheetsFaults;
  sheet(): PracticeSheet;
  /** Calls back after each change; returns the function that ends it. */
  onChange(listener: () => void): () => void;
};

export const PRACTICE_SPREADSHEET_ID = 'labmate-practice';

/**
 * A loopback Google Sheets behind googleapis' `rootUrl`, kept in `${dir}/sheet.json`. It checks neither Host nor
 * Origin nor tokens: whoever mounts it does. Throws UserError when the file cannot be read.
 *
 * @example
 * const sheets = createSheetsServer({ dir: 'data/practice' });
 * app.route('/', sheets.routes);
 */
export function createSheetsServer({
  dir,
  title = 'Labmate practice',
}: {
  dir: string;
  title?: string;
}): SheetsServer {
  const file = new SheetFile(dir);
  let workbook: Workbook = file.load() ?? { version: 1, spreadsheets: [] };
  if (!workbook.spreadsheets.some(({ spreadsheetId }) => spreadsheetId === PRACTICE_SPREADSHEET_ID)) {
    workbook.spreadsheets.unshift(newSpreadsheet(PRACTICE_SPREADSHEET_ID, title));
  }
  const listeners = new Set<() => void>();

  const find = (of: Workbook, id: string): Spreadsheet => {
    const spreadsheet = of.spreadsheets.find(({ spreadsheetId }) => spreadsheetId === id);
    if (!spreadsheet) throw notFound();
    return spreadsheet;
  };
  const commit = async (next: Workbook): Promise<void> => {
    workbook = next;
    for (const listener of listeners) listener();
    await file.save(() => workbook);
  };
  const store: SheetsStore = {
    read: (id) => find(workbook, id),
    async change(id, apply) {
      // All of a request or nothing: it works on a copy that is thrown away when it fails.
      const next = structuredClone(workbook);
      const result = apply(find(next, id));
      checkSize(find(next, id));
      await commit(next);
      return result;
    },
    async create(name, fill) {
      const next = structuredClone(workbook);
      const spreadsheet = newSpreadsheet(randomBytes(33).toString('base64url'), name);
      fill(spreadsheet);
      next.spreadsheets.push(spreadsheet);
      await commit(next);
      return spreadsheet;
    },
  };

  const practice = () => find(workbook, PRACTICE_SPREADSHEET_ID);
  const faults = new SheetsFaults();
  const routes = new Hono<Env>();
  routes.use('/v4/*', faults.middleware());
  routes.route('/', sheetsApi(store));
  const change = <T>(apply: (spreadsheet: Spreadsheet) => T) => store.change(PRACTICE_SPREADSHEET_ID, apply);
  routes.route('/', peopleRoutes({ read: practice, change }));
  routes.get('/practice/sheet', (c) => c.json(practiceSheet(practice())));
  routes.get('/practice/sheet.csv', (c) => {
    const name = c.req.query('tab');
    const tab = practice().tabs.find((candidate) => name === undefined || candidate.title === name);
    if (!tab) return c.json(new GoogleError(404, `The practice sheet has no tab "${name ?? ''}".`), 404);
    return download(c, toCsv(tab), `${tab.title}.csv`, 'text/csv; charset=utf-8');
  });
  routes.get('/practice/sheet.xlsx', async (c) => {
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return download(c, new Uint8Array(await toXlsx(practice())), `${practice().title}.xlsx`, type);
  });

  return {
    routes,
    spreadsheetId: PRACTICE_SPREADSHEET_ID,
    faults,
    sheet: () => practiceSheet(practice()),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function download(c: Context<Env>, body: string | Uint8Array<ArrayBuffer>, name: string, type: string) {
  return c.body(body, 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
}
