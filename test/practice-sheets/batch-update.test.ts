import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/v4.js';
import { refusal, serveSheets } from './serve-sheets.js';

describe('the practice sheet behind the real googleapis client: tabs and dimensions', () => {
  let sheet: Awaited<ReturnType<typeof serveSheets>>;
  before(async () => (sheet = await serveSheets()));
  after(() => sheet.remove());

  const change = async (...requests: sheets_v4.Schema$Request[]) => {
    const { data } = await sheet.api.batchUpdate({
      spreadsheetId: sheet.spreadsheetId,
      requestBody: { requests },
    });
    return data.replies ?? [];
  };
  const addTab = async (title: string, values: (string | number | boolean)[][]) => {
    const [reply] = await change({ addSheet: { properties: { title } } });
    await sheet.api.values.update({
      spreadsheetId: sheet.spreadsheetId,
      range: `'${title.replaceAll("'", "''")}'!A1`,
      valueInputOption: 'RAW',
      requestBody: { values },
    });
    return reply?.addSheet?.properties?.sheetId ?? -1;
  };
  const rowsOf = async (title: string) => {
    const { data } = await sheet.api.values.get({
      spreadsheetId: sheet.spreadsheetId,
      range: `'${title}'`,
      valueRenderOption: 'UNFORMATTED_VALUE',
    });
    return data.values ?? [];
  };
  const tabs = async () => {
    const { data } = await sheet.api.get({ spreadsheetId: sheet.spreadsheetId });
    return data.sheets?.map(({ properties }) => properties) ?? [];
  };

  it('starts as a new spreadsheet does: one empty tab of 1000 rows and 26 columns', async () => {
    const { data } = await sheet.api.get({ spreadsheetId: sheet.spreadsheetId });
    assert.equal(data.properties?.title, 'Labmate practice');
    assert.equal(data.spreadsheetUrl, `${sheet.url}/#sheet`);
    assert.deepEqual(data.sheets?.[0]?.properties, {
      sheetId: 0,
      title: 'Sheet1',
      index: 0,
      sheetType: 'GRID',
      gridProperties: { rowCount: 1000, columnCount: 26 },
    });
  });

  it('adds, renames, freezes, sizes, orders and deletes tabs', async () => {
    const sheetId = await addTab("Kim's runs / 1:2", [['id']]);
    await assert.rejects(
      change({ addSheet: { properties: { title: "KIM'S RUNS / 1:2" } } }),
      refusal(400, /Invalid requests\[0\]\.addSheet: .*already exists/),
    );
    await change({
      updateSheetProperties: {
        properties: {
          sheetId,
          title: '실험 기록',
          index: 0,
          gridProperties: { frozenRowCount: 1, rowCount: 20, columnCount: 4 },
        },
        fields:
          'title,index,gridProperties.rowCount,gridProperties.columnCount,gridProperties.frozenRowCount',
      },
    });
    const [first] = await tabs();
    assert.equal(first?.title, '실험 기록');
    assert.deepEqual(first?.gridProperties, { rowCount: 20, columnCount: 4, frozenRowCount: 1 });
    assert.deepEqual(await rowsOf('실험 기록'), [['id']]);
    await change({ deleteSheet: { sheetId } });
    assert.deepEqual(
      (await tabs()).map((tab) => tab?.title),
      ['Sheet1'],
    );
    await assert.rejects(change({ deleteSheet: { sheetId: 0 } }), refusal(400, /remove all the sheets/));
  });

  it('takes all requests of a batch or none, and names the one that it refuses', async () => {
    await assert.rejects(
      change({ addSheet: { properties: { title: 'half' } } }, { deleteSheet: { sheetId: 404 } }),
      refusal(400, /Invalid requests\[1\]\.deleteSheet: No grid with id: 404/),
    );
    await assert.rejects(change({ addChart: {} }), refusal(400, /requests\[0\].*not addChart/));
    await assert.rejects(
      change({ updateSheetProperties: { properties: { sheetId: 0, title: 'x' }, fields: '' } }),
      refusal(400, /At least one field/),
    );
    assert.equal((await tabs()).length, 1);
  });

  it('inserts, appends, moves and deletes rows and columns', async () => {
    const sheetId = await addTab('grid', [
      ['a', 'b', 'c'],
      [1, 2, 3],
    ]);
    const rows = { sheetId, dimension: 'ROWS', startIndex: 1, endIndex: 2 };
    await change(
      { insertDimension: { range: rows } },
      { moveDimension: { source: { ...rows, dimension: 'COLUMNS' }, destinationIndex: 0 } },
      { appendDimension: { sheetId, dimension: 'COLUMNS', length: 4 } },
    );
    assert.deepEqual(await rowsOf('grid'), [['b', 'a', 'c'], [], [2, 1, 3]]);
    await change({ deleteDimension: { range: rows } });
    await change({
      deleteDimension: { range: { sheetId, dimension: 'COLUMNS', startIndex: 0, endIndex: 1 } },
    });
    assert.deepEqual(await rowsOf('grid'), [
      ['a', 'c'],
      [1, 3],
    ]);
    const grid = (await tabs()).find((tab) => tab?.title === 'grid')?.gridProperties;
    assert.deepEqual(grid, { rowCount: 1000, columnCount: 29 });
    await change({ deleteSheet: { sheetId } });
  });

  it('sorts a range: numbers, texts, then the empty cells, whichever way', async () => {
    const values = [
      ['id', 'f1'],
      ['1', 0.5],
      ['2', ''],
      ['3', 'n/a'],
      ['4', 0.9],
    ];
    const sheetId = await addTab('sorted', values);
    await change({
      sortRange: {
        range: { sheetId, startRowIndex: 1 },
        sortSpecs: [{ dimensionIndex: 1, sortOrder: 'DESCENDING' }],
      },
    });
    assert.deepEqual(await rowsOf('sorted'), [['id', 'f1'], ['3', 'n/a'], ['4', 0.9], ['1', 0.5], ['2']]);
    await change({ deleteSheet: { sheetId } });
  });

  it('takes cells, formats, filters and protection', async () => {
    const sheetId = await addTab('looks', [['id', 'f1']]);
    const range = { sheetId, startRowIndex: 0, endRowIndex: 1, startColumnIndex: 0, endColumnIndex: 2 };
    const bold = { userEnteredFormat: { textFormat: { bold: true } } };
    const replies = await change(
      { repeatCell: { range, cell: bold, fields: 'userEnteredFormat.textFormat.bold' } },
      {
        updateCells: {
          start: { sheetId, rowIndex: 1, columnIndex: 0 },
          rows: [
            {
              values: [{ userEnteredValue: { stringValue: '=x' } }, { userEnteredValue: { numberValue: 1 } }],
            },
          ],
          fields: 'userEnteredValue',
        },
      },
      { setBasicFilter: { filter: { range } } },
      { addProtectedRange: { protectedRange: { range, warningOnly: true } } },
      { addConditionalFormatRule: { rule: { ranges: [range], gradientRule: {} }, index: 0 } },
      { autoResizeDimensions: { dimensions: { sheetId, dimension: 'COLUMNS' } } },
    );
    assert.equal(replies[3]?.addProtectedRange?.protectedRange?.protectedRangeId, 1);
    assert.deepEqual(await rowsOf('looks'), [
      ['id', 'f1'],
      ['=x', 1],
    ]);
    const { data } = await sheet.api.get({
      spreadsheetId: sheet.spreadsheetId,
      ranges: ['looks!A2:B2'],
      includeGridData: true,
    });
    const [tab] = data.sheets ?? [];
    assert.equal(tab?.protectedRanges?.length, 1);
    assert.ok(tab?.basicFilter);
    assert.deepEqual(
      tab?.data?.[0]?.rowData?.[0]?.values?.map((cell) => cell.formattedValue),
      ['=x', '1'],
    );
    await change({ clearBasicFilter: { sheetId } }, { deleteSheet: { sheetId } });
  });

  it('creates further spreadsheets', async () => {
    const { data } = await sheet.api.create({
      requestBody: {
        properties: { title: 'Backup' },
        sheets: [{ properties: { title: 'A' } }, { properties: { title: 'B' } }],
      },
    });
    assert.deepEqual(
      data.sheets?.map(({ properties }) => properties?.title),
      ['A', 'B'],
    );
    const { data: again } = await sheet.api.get({ spreadsheetId: data.spreadsheetId ?? '' });
    assert.equal(again.properties?.title, 'Backup');
  });
});
