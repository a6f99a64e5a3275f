import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HttpBindings, serve } from '@hono/node-server';
import { sheets as googleSheets, type sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import { createSheetsServer, type SheetsServer } from '../../src/practice/sheets/sheets-server.js';
import type { Run } from '../../src/runs/run.js';
import type { ChangeFeed } from '../../src/runs/store-contract.js';
import { columnName } from '../../src/sheet/google/a1.js';
import type { Clock } from '../../src/sheet/clock.js';
import type { Conflict } from '../../src/sheet/memory/memory-data.js';
import { SheetProjection } from '../../src/sheet/sheet-projection.js';
import type { SheetProjectionOptions } from '../../src/sheet/sheet-projection-options.js';
import { finishedRun } from '../ensemble/fixture.js';

export const labels = ['joy', 'fear'];
const data = { folder: '/d', train: '/d/a', dev: '/d/b', test: '/d/c', hash: 'f00' };
export const run = (id: string, change: Partial<Run> = {}): Run => finishedRun(id, data, 0.5, change);

/** The store, as far as a projection knows it. */
export class MemoryFeed implements ChangeFeed {
  readonly #runs = new Map<string, Run>();
  readonly #cursors = new Map<string, number>();
  readonly #listeners = new Set<(run: Run) => void>();
  #revision = 0;
  /** The disk is full for the next so many times. */
  failingSaves = 0;

  put(...runs: Run[]): void {
    for (const one of runs) {
      const stored = { ...one, revision: ++this.#revision };
      this.#runs.set(one.id, stored);
      for (const listener of this.#listeners) listener(stored);
    }
  }
  change(id: string, change: Partial<Run>): void {
    const old = this.#runs.get(id);
    if (!old) throw new Error(`no run ${id}`);
    this.put({ ...old, ...change });
  }
  changedSince(cursor: number): Run[] {
    return [...this.#runs.values()]
      .filter((one) => one.revision > cursor)
      .sort((a, b) => a.revision - b.revision);
  }
  cursor(projection: string): number {
    return this.#cursors.get(projection) ?? 0;
  }
  saveCursor(projection: string, revision: number): Promise<void> {
    if (this.failingSaves-- > 0) return Promise.reject(new Error('ENOSPC: no space left on device'));
    this.#cursors.set(projection, revision);
    return Promise.resolve();
  }
  onChange(listener: (run: Run) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Sleeps pass at once, or when they are let go; chance is always 1/2. */
export class FakeClock implements Clock {
  time = Date.parse('2026-11-23T12:00:00Z');
  readonly sleeps: number[] = [];
  #held: Promise<void> | undefined;
  #letGo = () => {};

  now(): number {
    return this.time;
  }
  random(): number {
    return 0.5;
  }
  hold(): void {
    this.#held = new Promise((resolve) => (this.#letGo = resolve));
  }
  release(): void {
    this.#held = undefined;
    this.#letGo();
  }
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    let isCut = () => {};
    const cut = new Promise<never>((_, reject) => {
      isCut = () => reject(new Error('cut short'));
    });
    signal.addEventListener('abort', isCut);
    await Promise.race([this.#held ?? new Promise((resolve) => setImmediate(resolve)), cut]).finally(() =>
      signal.removeEventListener('abort', isCut),
    );
    signal.throwIfAborted();
    this.time += ms;
  }
}

export type SheetRow = Record<string, string | number | boolean | null>;

/** The practice sheet on a free port, the unmodified googleapis client before it, and projections on top. */
export class SheetBench {
  readonly feed = new MemoryFeed();
  readonly clock = new FakeClock();
  readonly server: SheetsServer;
  readonly api: sheets_v4.Sheets;
  readonly spreadsheetId: string;
  readonly logged: string[] = [];
  readonly told: string[] = [];
  readonly conflicts: Conflict[] = [];
  readonly notices: string[] = [];
  /** Awaited before the server sees a request: what people do in that very moment. */
  intercept: (request: Request) => Promise<void> = () => Promise.resolve();
  /** Method and path of every request of the projections. */
  readonly requests: string[] = [];
  readonly home: string;
  readonly #http: ReturnType<typeof serve>;
  readonly #projections: SheetProjection[] = [];
  /** Not counted and not intercepted: a person at the sheet. */
  readonly person: sheets_v4.Sheets;

  private constructor(home: string, server: SheetsServer, http: ReturnType<typeof serve>) {
    this.home = home;
    this.#http = http;
    this.server = server;
    this.spreadsheetId = server.spreadsheetId;
    const rootUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
    this.api = googleSheets({ version: 'v4', rootUrl, headers: { authorization: 'Bearer very-secret' } });
    this.person = googleSheets({ version: 'v4', rootUrl, headers: { 'x-who': 'person' } });
  }

  static async open(): Promise<SheetBench> {
    const home = await mkdtemp(join(tmpdir(), 'labmate-sheet-'));
    const server = createSheetsServer({ dir: home });
    const fetch = async (request: Request, env: unknown) => {
      await bench.#meet(request);
      return server.routes.fetch(request, env as HttpBindings);
    };
    const http = serve({ fetch, hostname: '127.0.0.1', port: 0 });
    if (!http.listening) await once(http, 'listening');
    const bench = new SheetBench(home, server, http);
    return bench;
  }

  async #meet(request: Request): Promise<void> {
    if (request.headers.get('x-who') === 'person') return;
    await this.intercept(request);
    this.requests.push(`${request.method} ${new URL(request.url).pathname}`);
  }

  async close(): Promise<void> {
    for (const projection of this.#projections) await projection.stop();
    this.#http.close();
    if ('closeAllConnections' in this.#http) this.#http.closeAllConnections();
    await rm(this.home, { recursive: true, force: true });
  }

  projection(options: Partial<SheetProjectionOptions> = {}): SheetProjection {
    const log = (details: object, message: string) =>
      this.logged.push(JSON.stringify({ ...details, message }));
    const projection = new SheetProjection({
      feed: this.feed,
      client: { api: this.api, clientEmail: 'labmate@team.iam.gserviceaccount.com' },
      spreadsheetId: this.spreadsheetId,
      labels,
      log: { info: log, warn: log, error: log },
      clock: this.clock,
      onTrouble: (message) => this.told.push(message),
      memoryFile: join(this.home, 'sheet-memory.json'),
      onRecovered: () => this.told.push('recovered'),
      onNotice: (message) => this.notices.push(message),
      onConflicts: (conflicts) => this.conflicts.push(...conflicts),
      ...options,
    });
    this.#projections.push(projection);
    return projection;
  }

  get writes(): string[] {
    return this.requests.filter((request) => request.startsWith('POST'));
  }

  /** The tab as it stands, all rows. */
  cells(title = 'Runs'): (string | number | boolean | null)[][] {
    return this.server.sheet().tabs.find((tab) => tab.title === title)?.rows ?? [];
  }

  /** Rows below the header, by its names. */
  rows(headerRow = 0): SheetRow[] {
    const [header = [], ...rows] = this.cells().slice(headerRow);
    return rows.map((row) => Object.fromEntries(header.map((name, at) => [String(name), row[at] ?? ''])));
  }

  column(header: string): unknown[] {
    return this.rows().map((row) => row[header]);
  }

  /** A person writes into cells. */
  async type(range: string, ...values: (string | number)[][]): Promise<void> {
    await this.person.spreadsheets.values.update({
      spreadsheetId: this.spreadsheetId,
      range: `Runs!${range}`,
      valueInputOption: 'RAW',
      requestBody: { values },
    });
  }

  /** A person does something to the tab: sorts, moves, inserts, deletes. */
  async doToTab(make: (sheetId: number) => sheets_v4.Schema$Request): Promise<void> {
    const { data: book } = await this.person.spreadsheets.get({ spreadsheetId: this.spreadsheetId });
    const tab = book.sheets?.find((sheet) => sheet.properties?.title === 'Runs');
    await this.person.spreadsheets.batchUpdate({
      spreadsheetId: this.spreadsheetId,
      requestBody: { requests: [make(tab?.properties?.sheetId ?? 0)] },
    });
  }

  /** The note on a cell; rows count from 1 below the header. */
  async noteAt(header: string, row: number): Promise<string> {
    const at = `${columnName(this.headerIndex(header))}${row + 1}`;
    const { data } = await this.person.spreadsheets.get({
      spreadsheetId: this.spreadsheetId,
      ranges: [`Runs!${at}`],
      includeGridData: true,
    });
    return data.sheets?.[0]?.data?.[0]?.rowData?.[0]?.values?.[0]?.note ?? '';
  }

  async setNote(header: string, row: number, note: string): Promise<void> {
    const columnIndex = this.headerIndex(header);
    await this.doToTab((sheetId) => ({
      updateCells: {
        start: { sheetId, rowIndex: row, columnIndex },
        rows: [{ values: [{ note }] }],
        fields: 'note',
      },
    }));
  }

  headerIndex(header: string): number {
    return this.cells()[0]?.indexOf(header) ?? -1;
  }
}

/** Largest run number on top. */
export const newestFirst = (sheetId: number): sheets_v4.Schema$Request => ({
  sortRange: {
    range: { sheetId, startRowIndex: 1 },
    sortSpecs: [{ dimensionIndex: 0, sortOrder: 'DESCENDING' }],
  },
});
