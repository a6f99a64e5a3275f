import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { sheets } from 'googleapis/build/src/apis/sheets/index.js';
import type { Page } from 'playwright-core';
import type { PracticeSheet } from '../../src/practice/protocol.js';
import { columnName } from '../../src/sheet/google/a1.js';
import { SheetProjection } from '../../src/sheet/sheet-projection.js';
import { eventually } from '../support/eventually.js';
import { FakeClock, labels, MemoryFeed } from '../sheet/fixture.js';
import { openBrowser } from './open-browser.js';

/** A browser before the practice sheet, the real projection behind it, and a store that tests fill. */
export async function openSheetRoom() {
  const room = await openBrowser();
  const home = mkdtempSync(join(tmpdir(), 'labmate-sheet-page-'));
  const feed = new MemoryFeed();
  const told: unknown[] = [];
  const tell = (details: object, message: string) => void told.push({ ...details, message });
  const api = sheets({ version: 'v4', rootUrl: room.practice.sheetsApiUrl });
  const projection = new SheetProjection({
    feed,
    client: { api, clientEmail: 'labmate@team.iam.gserviceaccount.com' },
    spreadsheetId: room.practice.spreadsheetId,
    labels,
    log: { info: tell, warn: tell, error: tell },
    clock: new FakeClock(),
    onTrouble: (message) => told.push(message),
    onRecovered: () => undefined,
    onNotice: (message) => told.push(message),
    onConflicts: (conflicts) => told.push(...conflicts),
    memoryFile: join(home, 'sheet-memory.json'),
  });
  const workbook = async (): Promise<PracticeSheet> =>
    (await (await fetch(`${room.practice.url}/practice/sheet`)).json()) as PracticeSheet;
  const rows = async (title = 'Runs') =>
    (await workbook()).tabs.find((tab) => tab.title === title)?.rows ?? [];
  return {
    ...room,
    feed,
    projection,
    told,
    api,
    rows,
    workbook,
    /** The cells below a header, as the workbook has them. */
    async column(header: string): Promise<unknown[]> {
      const [head = [], ...below] = await rows();
      return below.map((cells) => cells[head.indexOf(header)] ?? '');
    },
    /** The place of a cell, such as "C2"; rows count from 1 below the header. */
    async place(header: string, row: number): Promise<string> {
      return `${columnName(((await rows())[0] ?? []).indexOf(header))}${row + 1}`;
    },
    until: (holds: () => Promise<boolean>) => eventually(holds),
    async close() {
      await projection.stop();
      await room.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The cell of the page at a place such as "C2", as far as it is drawn. */
export const cellAt = (page: Page, place: string) => page.locator(`[data-a1="${place}"]`);
