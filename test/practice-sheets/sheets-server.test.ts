import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import excel from 'exceljs';
import { UserError } from '../../src/user-error.js';
import { createSheetsServer } from '../../src/practice/sheets/sheets-server.js';
import type { PracticeSheet } from '../../src/practice/protocol.js';
import { refusal, serveSheets } from './serve-sheets.js';

type Served = Awaited<ReturnType<typeof serveSheets>>;

const write = (sheet: Served, values: (string | number | boolean)[][], options: object = {}) =>
  sheet.api.values.update(
    { spreadsheetId: sheet.spreadsheetId, range: 'A1', valueInputOption: 'RAW', requestBody: { values } },
    options,
  );

describe('the practice sheet as a person takes it away', () => {
  let sheet: Served;
  before(async () => {
    sheet = await serveSheets();
    await write(sheet, [
      ['실험', 'intent', 'micro-F1', 'ok'],
      ['1', '=HYPERLINK("http://evil.example")', -0.5, true],
      ['-0.5', '@sum, "quoted"\nline', 1e-7, false],
      ['- dash', '\tcmd', '＝full width', ''],
    ]);
    await sheet.api.batchUpdate({
      spreadsheetId: sheet.spreadsheetId,
      requestBody: {
        requests: [
          {
            updateSheetProperties: {
              properties: { sheetId: 0, gridProperties: { frozenRowCount: 1 } },
              fields: 'gridProperties.frozenRowCount',
            },
          },
          { addSheet: { properties: { title: 'by [score]: a tab whose name Excel cannot hold' } } },
        ],
      },
    });
  });
  after(() => sheet.remove());

  it('gives the page its tabs and cells', async () => {
    const body = (await (await fetch(`${sheet.url}/practice/sheet`)).json()) as PracticeSheet;
    assert.equal(body.title, 'Labmate practice');
    assert.equal(body.tabs[0]?.frozen_rows, 1);
    assert.deepEqual(body.tabs[0]?.rows[1], ['1', '=HYPERLINK("http://evil.example")', -0.5, true]);
    assert.deepEqual(body.tabs[1]?.rows, []);
    assert.deepEqual(sheet.server.sheet(), body);
  });

  it('gives a CSV file that no spreadsheet program will calculate', async () => {
    const response = await fetch(`${sheet.url}/practice/sheet.csv?tab=Sheet1`);
    assert.match(response.headers.get('content-disposition') ?? '', /^attachment; .*Sheet1\.csv$/);
    const bytes = new Uint8Array(await response.arrayBuffer());
    assert.deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
    assert.equal(
      new TextDecoder().decode(bytes),
      [
        '실험,intent,micro-F1,ok',
        `1,"'=HYPERLINK(""http://evil.example"")",-0.5,TRUE`,
        `-0.5,"'@sum, ""quoted""\nline",1e-7,FALSE`,
        `'- dash,'\tcmd,'＝full width`,
        '',
      ].join('\r\n'),
    );
    assert.equal((await fetch(`${sheet.url}/practice/sheet.csv?tab=none`)).status, 404);
  });

  it('gives an Excel workbook whose texts are texts', async () => {
    const response = await fetch(`${sheet.url}/practice/sheet.xlsx`);
    const workbook = new excel.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    const [first, second] = workbook.worksheets;
    assert.equal(first?.getCell('B2').value, '=HYPERLINK("http://evil.example")');
    assert.equal(first?.getCell('B2').type, excel.ValueType.String);
    assert.equal(first?.getCell('A2').value, '1');
    assert.equal(first?.getCell('C2').value, -0.5);
    assert.equal(first?.views[0]?.state, 'frozen');
    assert.equal(second?.name, 'by _score__ a tab whose name Ex');
  });
});

describe('the practice sheet when things go wrong', () => {
  it('is there again after a restart', async () => {
    const sheet = await serveSheets();
    await write(sheet, [['kept', 1]]);
    await sheet.stop();
    const again = await serveSheets(sheet.home);
    assert.deepEqual(again.server.sheet().tabs[0]?.rows, [['kept', 1]]);
    await again.remove();
  });

  it('refuses a damaged file instead of starting over it', async () => {
    const sheet = await serveSheets();
    await write(sheet, [['kept', 1]]);
    await sheet.stop();
    await writeFile(join(sheet.home, 'sheet.json'), '{"version":1');
    assert.throws(
      () => createSheetsServer({ dir: sheet.home }),
      (error) => error instanceof UserError && /sheet\.json.*Move it away/.test(error.message),
    );
    await rm(sheet.home, { recursive: true });
  });

  it('calls back after each change until told to stop', async () => {
    const sheet = await serveSheets();
    let changes = 0;
    const stop = sheet.server.onChange(() => (changes += 1));
    await write(sheet, [['a']]);
    await assert.rejects(
      sheet.api.values.get({ spreadsheetId: sheet.spreadsheetId, range: 'AAA1' }),
      refusal(400, /limits/),
    );
    assert.equal(changes, 1);
    stop();
    await write(sheet, [['b']]);
    assert.equal(changes, 1);
    await sheet.remove();
  });

  it('fails on demand: a quota with Retry-After, a server error, no permission', async () => {
    const sheet = await serveSheets();
    const once = { retry: false };
    sheet.server.faults.next({ status: 429, retryAfter: 7 });
    sheet.server.faults.next({ status: 500, times: 2 });
    sheet.server.faults.next({ status: 403, method: 'GET' });
    await assert.rejects(write(sheet, [['a']], once), (error) => {
      const { response } = error as { response: { headers: Headers } };
      assert.equal(response.headers.get('retry-after'), '7');
      return refusal(429, /Quota exceeded/)(error);
    });
    await assert.rejects(write(sheet, [['a']], once), refusal(500, /Internal error/));
    await assert.rejects(write(sheet, [['a']], once), refusal(500, /Internal error/));
    assert.deepEqual(sheet.server.sheet().tabs[0]?.rows, []);
    await write(sheet, [['a']], once);
    await assert.rejects(
      sheet.api.get({ spreadsheetId: sheet.spreadsheetId }, once),
      refusal(403, /permission/),
    );
    await sheet.api.get({ spreadsheetId: sheet.spreadsheetId }, once);
    await sheet.remove();
  });

  it('fails ambiguously on demand: the change is made, and the connection breaks', async () => {
    const sheet = await serveSheets();
    sheet.server.faults.next({ dropAfterApplying: true });
    await assert.rejects(write(sheet, [['applied']], { retry: false }), /socket hang up|ECONNRESET|closed/i);
    assert.deepEqual(sheet.server.sheet().tabs[0]?.rows, [['applied']]);
    await sheet.remove();
  });
});
