import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { columnName } from '../../src/sheet/google/a1.js';
import { newestFirst, run, SheetBench } from './fixture.js';

describe('the sheet while people work in it', () => {
  let bench: SheetBench;
  beforeEach(async () => {
    bench = await SheetBench.open();
  });
  afterEach(() => bench.close());

  const noteCell = (row: number) => `${columnName(bench.headerIndex('Notes'))}${row}`;

  it('keeps people’s notes beside their run when rows are sorted', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'), run('2'), run('3'));
    await sheet.flush();
    await bench.type(noteCell(2), ['note on 1']);
    await bench.doToTab(newestFirst);
    bench.feed.change('1', { intent: 'changed', state: 'failed' });
    bench.feed.put(run('4'));
    await sheet.flush();
    assert.deepEqual(bench.column('Run'), [3, 2, 1, 4]);
    assert.deepEqual(bench.column('Notes'), ['', '', 'note on 1', '']);
    assert.deepEqual(bench.column('Intent'), ['to see', 'to see', 'changed', 'to see']);
  });

  it('follows its columns when people move them, renames of theirs included', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'));
    await sheet.flush();
    await bench.doToTab((sheetId) => ({
      moveDimension: {
        source: { sheetId, dimension: 'COLUMNS', startIndex: 0, endIndex: 1 },
        destinationIndex: bench.headerIndex('lr'),
      },
    }));
    await bench.doToTab((sheetId) => ({
      insertDimension: { range: { sheetId, dimension: 'COLUMNS', startIndex: 2, endIndex: 3 } },
    }));
    await bench.type('C1', ['reviewer'], ['park']);
    await bench.type(noteCell(1), ['메모']);
    await bench.type(`${columnName(bench.headerIndex('메모'))}2`, ['mine']);
    bench.feed.change('1', { intent: 'later' });
    bench.feed.put(run('2', { intent: 'second' }));
    await sheet.flush();
    assert.notEqual(bench.headerIndex('Run'), 0);
    assert.deepEqual(bench.column('Run'), [1, 2]);
    assert.deepEqual(bench.column('Intent'), ['later', 'second']);
    assert.deepEqual(bench.column('reviewer'), ['park', '']);
    assert.deepEqual(bench.column('메모'), ['mine', '']);
    assert.equal(bench.headerIndex('Notes'), -1);
  });

  it('finds header and rows again when people insert rows above and between', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'), run('2'));
    await sheet.flush();
    const insert = (at: number, count: number) =>
      bench.doToTab((sheetId) => ({
        insertDimension: { range: { sheetId, dimension: 'ROWS', startIndex: at, endIndex: at + count } },
      }));
    await insert(2, 3);
    await insert(0, 2);
    await bench.type('A1', ['Our experiments, autumn']);
    bench.feed.change('2', { intent: 'moved' });
    bench.feed.put(run('3'));
    await sheet.flush();
    const rows = bench.rows(2);
    assert.equal(bench.cells()[0]?.[0], 'Our experiments, autumn');
    assert.deepEqual(
      rows.map((row) => row['Run']),
      [1, '', '', '', 2, 3],
    );
    assert.equal(rows[4]?.['Intent'], 'moved');
  });

  it('puts a deleted column back at the right end, for every run, and writes over nothing there', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'), run('2'));
    await sheet.flush();
    const width = bench.cells()[0]?.length ?? 0;
    await bench.doToTab((sheetId) => ({
      appendDimension: { sheetId, dimension: 'COLUMNS', length: 1 },
    }));
    await bench.type(`${columnName(width)}3`, ['a remark without a header']);
    const gone = bench.headerIndex('lr');
    await bench.doToTab((sheetId) => ({
      deleteDimension: { range: { sheetId, dimension: 'COLUMNS', startIndex: gone, endIndex: gone + 1 } },
    }));
    bench.feed.change('2', { intent: 'changed' });
    await sheet.flush();
    assert.equal(bench.headerIndex('lr'), width);
    assert.deepEqual(bench.column('lr'), [0.01, 0.01]);
    assert.equal(bench.cells()[2]?.[width - 1], 'a remark without a header');
  });

  it('leaves a summary under the table alone and goes on below it', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'));
    await sheet.flush();
    await bench.type('C5', ['best so far: 0.5']);
    bench.feed.put(run('2'));
    await sheet.flush();
    assert.equal(bench.cells()[4]?.[2], 'best so far: 0.5');
    assert.equal(bench.cells()[5]?.[0], 2);
  });

  it('leaves a deleted row deleted, whatever happens to its run, until the sheet is rebuilt', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'), run('2'));
    await sheet.flush();
    await bench.doToTab((sheetId) => ({
      deleteDimension: { range: { sheetId, dimension: 'ROWS', startIndex: 1, endIndex: 2 } },
    }));
    bench.feed.put(run('3'));
    bench.feed.change('1', { intent: 'changed' });
    await sheet.flush();
    await sheet.stop();
    const again = bench.projection();
    bench.feed.change('1', { intent: 'changed once more' });
    await again.flush();
    assert.deepEqual(bench.column('Run'), [2, 3]);
    assert.equal(again.status().pending, 0);
    await again.rebuild();
    assert.deepEqual(bench.column('Run'), [2, 3, 1]);
    assert.deepEqual(bench.column('Intent'), ['to see', 'to see', 'changed once more']);
  });

  it('keeps a row that people brought back with undo', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'), run('2'));
    await sheet.flush();
    const row = (bench.cells()[1] ?? []).map((cell) =>
      typeof cell === 'number' ? cell : String(cell ?? ''),
    );
    await bench.doToTab((sheetId) => ({
      deleteDimension: { range: { sheetId, dimension: 'ROWS', startIndex: 1, endIndex: 2 } },
    }));
    await sheet.audit();
    await bench.doToTab((sheetId) => ({
      insertDimension: { range: { sheetId, dimension: 'ROWS', startIndex: 1, endIndex: 2 } },
    }));
    await bench.type('A2', row);
    bench.feed.change('1', { intent: 'later' });
    await sheet.audit();
    assert.deepEqual(bench.column('Run'), [1, 2]);
    assert.deepEqual(bench.column('Intent'), ['later', 'to see']);
  });

  it('makes a deleted tab anew, with all runs', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'), run('2'));
    await sheet.flush();
    await bench.doToTab((sheetId) => ({ deleteSheet: { sheetId } }));
    bench.feed.put(run('3'));
    await sheet.flush();
    assert.deepEqual(bench.column('Run').map(Number).sort(), [1, 2, 3]);
  });

  it('uses an empty tab that people made, and one whose name differs in case', async () => {
    const request = {
      addSheet: { properties: { title: 'runs', gridProperties: { rowCount: 5, columnCount: 3 } } },
    };
    await bench.person.spreadsheets.batchUpdate({
      spreadsheetId: bench.spreadsheetId,
      requestBody: { requests: [request] },
    });
    const sheet = bench.projection();
    bench.feed.put(run('1'));
    await sheet.flush();
    assert.equal(bench.cells('runs')[1]?.[0], 1);
    assert.equal(bench.server.sheet().tabs.find((tab) => tab.title === 'runs')?.frozen_rows, 1);
  });

  it('says what to do when the header is gone, writes over nothing, and goes on when it is back', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'));
    await sheet.flush();
    const header = (bench.cells()[0] ?? []).map(String);
    await bench.type(
      'A1',
      header.map(() => ''),
    );
    bench.feed.put(run('2'));
    bench.intercept = async () => {
      if (bench.told.length > 0) await bench.type('A1', header);
    };
    await sheet.flush();
    assert.equal(bench.told.length, 2);
    assert.match(bench.told[0] ?? '', /“Runs” has no header row with a column “Run”.*Put the header back/);
    assert.equal(bench.told[1], 'recovered');
    assert.deepEqual(bench.cells()[0], header);
    assert.deepEqual(bench.column('Run'), [1, 2]);
  });

  it('writes everything again when people sort between its look and its write', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1', { intent: 'one' }), run('2', { intent: 'two' }), run('3', { intent: 'three' }));
    await sheet.flush();
    bench.feed.change('1', { intent: 'one, changed' });
    bench.intercept = async ({ method }) => {
      if (method !== 'POST') return;
      bench.intercept = () => Promise.resolve();
      await bench.doToTab(newestFirst);
    };
    await sheet.flush();
    assert.deepEqual(bench.column('Run'), [3, 2, 1]);
    assert.deepEqual(bench.column('Intent'), ['three', 'two', 'one, changed']);
  });

  it('makes room again when people deleted the empty rows and columns around the table', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'));
    await sheet.flush();
    await bench.doToTab((sheetId) => ({
      deleteDimension: { range: { sheetId, dimension: 'ROWS', startIndex: 2, endIndex: 1000 } },
    }));
    bench.feed.put(run('2'), run('3'));
    await sheet.flush();
    assert.deepEqual(bench.column('Run'), [1, 2, 3]);
    assert.deepEqual(bench.told, []);
  });
});
