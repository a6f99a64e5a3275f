import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { refusal, serveSheets } from './serve-sheets.js';

type Cells = (string | number | boolean | null)[][];

describe('the practice sheet behind the real googleapis client: values', () => {
  let sheet: Awaited<ReturnType<typeof serveSheets>>;
  before(async () => (sheet = await serveSheets()));
  after(() => sheet.remove());
  beforeEach(() => sheet.api.values.clear({ spreadsheetId: sheet.spreadsheetId, range: 'Sheet1' }));

  const write = (range: string, values: Cells, valueInputOption = 'RAW') =>
    sheet.api.values.update({
      spreadsheetId: sheet.spreadsheetId,
      range,
      valueInputOption,
      requestBody: { values },
    });
  const read = async (range: string, valueRenderOption?: string) => {
    const { data } = await sheet.api.values.get({
      spreadsheetId: sheet.spreadsheetId,
      range,
      ...(valueRenderOption && { valueRenderOption }),
    });
    return data.values as Cells | undefined;
  };

  it('reads back what was written, without the empty cells and rows at the ends', async () => {
    await write('Sheet1!A1:D4', [['run', 'micro-F1', '', ''], [], [12, 0.5, true, ''], ['']]);
    assert.deepEqual(await read('Sheet1', 'UNFORMATTED_VALUE'), [['run', 'micro-F1'], [], [12, 0.5, true]]);
    assert.deepEqual(await read('Sheet1'), [['run', 'micro-F1'], [], ['12', '0.5', 'TRUE']]);
    assert.equal(await read('Sheet1!F1:G9'), undefined);
  });

  it('echoes ranges as Google does', async () => {
    await write('B2', [['x']]);
    const { data } = await sheet.api.values.batchGet({
      spreadsheetId: sheet.spreadsheetId,
      ranges: ['Sheet1!A:C', 'A2:B', "'Sheet1'!2:3", 'sheet1!$B$2', 'Y1:AB2'],
    });
    assert.deepEqual(
      data.valueRanges?.map(({ range }) => range),
      ['Sheet1!A1:C1000', 'Sheet1!A2:B1000', 'Sheet1!A2:Z3', 'Sheet1!B2', 'Sheet1!Y1:Z2'],
    );
    assert.deepEqual(data.valueRanges?.[0]?.values, [[], ['', 'x']]);
  });

  it('keeps texts as they are with RAW, and reads them as a person would type them with USER_ENTERED', async () => {
    const typed = [['=1+2', '3e-5', '50%', 'true', "'007", '1,234', '2026-11-23', '-']];
    await write('A1', typed);
    assert.deepEqual(await read('1:1'), typed);
    await assert.rejects(write('A1', typed, 'USER_ENTERED'), refusal(400, /formulas.*=1\+2.*RAW/));
    assert.deepEqual(await read('1:1'), typed);
    await write('B1', [typed[0]?.slice(1) ?? []], 'USER_ENTERED');
    assert.deepEqual(await read('B1:H1', 'UNFORMATTED_VALUE'), [
      [3e-5, 0.5, true, '007', 1234, '2026-11-23', '-'],
    ]);
  });

  it('leaves a cell alone where null is written', async () => {
    await write('A1', [['mine', 'yours']]);
    const { data } = await write('A1', [[null, 'ours']]);
    assert.equal(data.updatedCells, 1);
    assert.deepEqual(await read('1:1'), [['mine', 'ours']]);
  });

  it('writes and reads columns', async () => {
    await sheet.api.values.update({
      spreadsheetId: sheet.spreadsheetId,
      range: 'A1',
      valueInputOption: 'RAW',
      requestBody: { majorDimension: 'COLUMNS', values: [['a', 'b', 'c'], ['d']] },
    });
    assert.deepEqual(await read('Sheet1'), [['a', 'd'], ['b'], ['c']]);
    const { data } = await sheet.api.values.get({
      spreadsheetId: sheet.spreadsheetId,
      range: 'A1:B3',
      majorDimension: 'COLUMNS',
    });
    assert.deepEqual(data.values, [['a', 'b', 'c'], ['d']]);
  });

  it('refuses ranges outside the grid, unknown tabs and unknown spreadsheets in the words of Google', async () => {
    const limits = /exceeds grid limits\. Max rows: 1000, max columns: 26/;
    await assert.rejects(read('Sheet1!A1001:B1002'), refusal(400, limits));
    await assert.rejects(write('AA1', [['x']]), refusal(400, limits));
    await assert.rejects(write('A1000', [['x'], ['y']]), refusal(400, limits));
    await assert.rejects(
      write('A1:B1', [['x', 'y', 'z']]),
      refusal(400, /Requested writing within range \[A1:B1\], but tried writing to column \[3\]/),
    );
    await assert.rejects(read('Runs!A1'), refusal(400, /Unable to parse range: Runs!A1/));
    await assert.rejects(write('A1', [['x']], 'TYPED'), refusal(400, /valueInputOption/));
    await assert.rejects(
      sheet.api.values.get({ spreadsheetId: 'nobody', range: 'A1' }),
      refusal(404, /Requested entity was not found/),
    );
    await assert.rejects(write('A1', [['x'.repeat(50_001)]]), refusal(400, /50000 characters/));
  });

  it('appends below the last table that touches the range, in that table’s first column', async () => {
    const append = async (range: string, insertDataOption = 'OVERWRITE') => {
      const { data } = await sheet.api.values.append({
        spreadsheetId: sheet.spreadsheetId,
        range,
        valueInputOption: 'RAW',
        insertDataOption,
        requestBody: { values: [['new']] },
      });
      return [data.tableRange, data.updates?.updatedRange];
    };
    assert.deepEqual(await append('Sheet1!C3'), [undefined, 'Sheet1!C3']);
    await write('A1', [['x', 'y', 'z']]);
    await write('B5', [['x', 'y', 'z']]);
    assert.deepEqual(await append('Sheet1'), ['Sheet1!B5:D5', 'Sheet1!B6']);
    assert.deepEqual(await append('A1', 'INSERT_ROWS'), ['Sheet1!A1:C1', 'Sheet1!A2']);
    assert.deepEqual(await append('A9:B9'), [undefined, 'Sheet1!A9']);
  });

  it('writes several ranges at once or none', async () => {
    const batch = (second: string) =>
      sheet.api.values.batchUpdate({
        spreadsheetId: sheet.spreadsheetId,
        requestBody: {
          valueInputOption: 'RAW',
          data: [
            { range: 'A1', values: [['a']] },
            { range: second, values: [['b', 'c']] },
          ],
        },
      });
    await assert.rejects(batch('A9999'), refusal(400, /exceeds grid limits/));
    assert.equal(await read('Sheet1'), undefined);
    const { data } = await batch('B2');
    assert.deepEqual([data.totalUpdatedCells, data.totalUpdatedSheets], [3, 1]);
    assert.deepEqual(await read('Sheet1'), [['a'], ['', 'b', 'c']]);
  });
});
