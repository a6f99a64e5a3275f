import { setImmediate as turn } from 'node:timers/promises';
import { sheets as googleSheets, type sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import { batchUpdate } from '../../src/practice/sheets/batch-update.js';
import { GoogleError } from '../../src/practice/sheets/google-error.js';
import { sheetsApi } from '../../src/practice/sheets/sheets-api.js';
import { checkSize, newSpreadsheet, type Spreadsheet, type Tab } from '../../src/practice/sheets/workbook.js';
import type { Clock } from '../../src/sheet/clock.js';
import type { Conflict } from '../../src/sheet/memory/memory-data.js';
import { SheetProjection } from '../../src/sheet/sheet-projection.js';
import { labels, MemoryFeed } from './fixture.js';

export type QuickCell = string | number | boolean | null;
/** What becomes of a request: the answer, a refusal before anything happens, or a connection that breaks after it has. */
export type Fate = 'answered' | 'refused' | 'lost';
export type QuickRequest = { method: string; path: string; body: string };

/** No time passes; chance is always 1/2. */
class NoTime implements Clock {
  #time = Date.parse('2026-11-23T12:00:00Z');

  now(): number {
    return this.#time;
  }
  random(): number {
    return 0.5;
  }
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await turn();
    signal.throwIfAborted();
    this.#time += ms;
  }
}

/**
 * The practice sheet without disk and network under an unmodified googleapis client: nothing waits for anything but the
 * projection, so what happens hangs on the seed alone, and hundreds of stories are told in a minute. People act at once,
 * between two requests or after the last one.
 */
export class QuickSheet {
  readonly feed = new MemoryFeed();
  readonly conflicts: Conflict[] = [];
  readonly told: string[] = [];
  /** A line a request and a line a person's act, for reading what led to a failure. */
  readonly trace: string[] = [];
  readonly projection: SheetProjection;
  /** Called before the sheet sees a request. */
  before: (request: QuickRequest) => Fate = () => 'answered';
  /** Called after a request has been dealt with. */
  after: (request: QuickRequest, fate: Fate) => void = () => undefined;
  #spreadsheet: Spreadsheet = newSpreadsheet('quick', 'quick');

  constructor() {
    const log = (details: object, message: string) =>
      this.trace.push(`  ${message} ${JSON.stringify(details)}`);
    this.projection = new SheetProjection({
      feed: this.feed,
      client: { api: this.#client(), clientEmail: undefined },
      spreadsheetId: 'quick',
      labels,
      log: { info: log, warn: log, error: log },
      clock: new NoTime(),
      onTrouble: (message) => this.told.push(message),
      onConflicts: (conflicts) => {
        this.conflicts.push(...conflicts);
        this.trace.push(`  told: ${JSON.stringify(conflicts)}`);
      },
    });
  }

  get tab(): Tab | undefined {
    return this.#spreadsheet.tabs.find(({ title }) => title === 'Runs');
  }

  cells(): readonly (readonly QuickCell[])[] {
    return this.tab?.rows ?? [];
  }

  /** A person does something to the tab. */
  act(make: (sheetId: number) => sheets_v4.Schema$Request): void {
    const request = make(this.tab?.sheetId ?? 0);
    this.trace.push(`  person: ${JSON.stringify(request)}`);
    const next = structuredClone(this.#spreadsheet);
    batchUpdate(next, [request as Record<string, unknown>]);
    this.#spreadsheet = next;
  }

  /** A person writes into a cell. */
  type(row: number, column: number, text: string): void {
    this.act((sheetId) => ({
      updateCells: {
        start: { sheetId, rowIndex: row, columnIndex: column },
        rows: [{ values: [{ userEnteredValue: { stringValue: text } }] }],
        fields: 'userEnteredValue',
      },
    }));
  }

  #client(): sheets_v4.Sheets {
    const routes = sheetsApi({
      read: () => this.#spreadsheet,
      change: (_, apply) => {
        const next = structuredClone(this.#spreadsheet);
        const result = apply(next);
        checkSize(next);
        this.#spreadsheet = next;
        return Promise.resolve(result);
      },
      create: () => Promise.reject(new Error('nobody makes spreadsheets here')),
    });
    const fetchImplementation = async (input: string | URL | Request, init?: RequestInit) => {
      const asked = new Request(input, init);
      const { pathname, search } = new URL(asked.url);
      const body = asked.method === 'POST' ? await asked.clone().text() : '';
      const request = { method: asked.method, path: pathname, body };
      const fate = this.before(request);
      this.trace.push(`${asked.method} ${decodeURIComponent(pathname + search)} ${body} -> ${fate}`);
      if (fate === 'refused') {
        this.after(request, fate);
        return Response.json(new GoogleError(503, 'away'), { status: 503 });
      }
      const answer = await routes.fetch(asked);
      this.after(request, fate);
      if (fate === 'lost') throw new TypeError('fetch failed');
      return answer;
    };
    return googleSheets({ version: 'v4', rootUrl: 'http://sheet.test/', retry: false, fetchImplementation });
  }
}
