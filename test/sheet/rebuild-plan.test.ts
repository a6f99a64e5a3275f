import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { columnName } from '../../src/sheet/google/a1.js';
import { changesNothing, type RebuildPlan } from '../../src/sheet/rebuild/rebuild-plan.js';
import type { SheetProjection } from '../../src/sheet/sheet-projection.js';
import { newestFirst, run, SheetBench } from './fixture.js';

describe('what a rebuild of the sheet would do', () => {
  let bench: SheetBench;
  let sheet: SheetProjection;
  beforeEach(async () => {
    bench = await SheetBench.open();
    sheet = bench.projection();
  });
  afterEach(() => bench.close());

  const cell = (header: string, row: number) => `${columnName(bench.headerIndex(header))}${row}`;
  const deleteRow = (row: number) =>
    bench.doToTab((sheetId) => ({
      deleteDimension: { range: { sheetId, dimension: 'ROWS', startIndex: row, endIndex: row + 1 } },
    }));
  const deleteColumn = (header: string) =>
    bench.doToTab((sheetId) => {
      const startIndex = bench.headerIndex(header);
      return {
        deleteDimension: { range: { sheetId, dimension: 'COLUMNS', startIndex, endIndex: startIndex + 1 } },
      };
    });

  /** The plan, after a look that nothing was written for it. */
  async function planned(): Promise<RebuildPlan> {
    const [before, writes] = [bench.cells(), bench.writes.length];
    const plan = await sheet.plan();
    assert.deepEqual(bench.cells(), before);
    assert.equal(bench.writes.length, writes);
    return plan;
  }

  it('is nothing where the sheet is right', async () => {
    bench.feed.put(run('1'), run('2'));
    await sheet.flush();
    await bench.doToTab(newestFirst);
    assert.ok(changesNothing(await planned()));
  });

  it('is a whole tab where there is none', async () => {
    bench.feed.put(run('1'), run('2'));
    const plan = await planned();
    assert.ok(plan.makesTab && !changesNothing(plan));
    assert.deepEqual(plan.added, ['1', '2']);
    await sheet.rebuild();
    assert.deepEqual(bench.column('Run'), [1, 2]);
  });

  it('are rows that people deleted, whether or not Labmate has noticed', async () => {
    bench.feed.put(run('1'), run('2'), run('3'));
    await sheet.flush();
    await deleteRow(1);
    await sheet.audit();
    await deleteRow(1);
    assert.deepEqual(bench.column('Run'), [3]);
    assert.deepEqual(sheet.status().deleted, ['1']);
    const plan = await planned();
    assert.deepEqual(plan.putBack, ['1', '2']);
    assert.deepEqual(sheet.status().deleted, ['1']);
    await sheet.rebuild();
    assert.deepEqual(bench.column('Run'), [3, 1, 2]);
    assert.deepEqual(sheet.status().deleted, []);
    assert.ok(changesNothing(await planned()));
  });

  it('are cells by column with examples, headers, and what people typed', async () => {
    bench.feed.put(run('1'), run('2'), run('3'), run('4'));
    await sheet.flush();
    await bench.type(cell('Intent', 2), ['mine'], ['also mine'], [''], ['too']);
    await bench.type(cell('Notes', 3), ['look at this']);
    await deleteColumn('host');
    const plan = await planned();
    assert.deepEqual(plan.columns, ['host']);
    assert.equal(plan.conflicts, 3);
    assert.equal(plan.input, 1);
    assert.deepEqual(plan.cells, [
      {
        column: 'Intent',
        count: 4,
        examples: [
          { run: '1', from: 'mine', to: 'to see' },
          { run: '2', from: 'also mine', to: 'to see' },
          { run: '3', from: '', to: 'to see' },
        ],
      },
    ]);
    assert.deepEqual(bench.conflicts, []);
    await sheet.rebuild();
    assert.deepEqual(bench.column('Intent'), Array(4).fill('to see'));
    assert.equal(bench.conflicts.length, 3);
    assert.notEqual(bench.headerIndex('host'), -1);
  });

  it('are the numbers of rows whose run column was deleted, and no new rows', async () => {
    bench.feed.put(run('1', { intent: 'first' }), run('2', { intent: 'second' }));
    await sheet.flush();
    await deleteColumn('Run');
    const plan = await planned();
    assert.deepEqual([plan.columns, plan.putBack, plan.added], [['Run'], [], []]);
  });

  it('is refused as Google refuses, at once, and a rebuild that waits goes on by itself', async () => {
    bench.feed.put(run('1'));
    await sheet.flush();
    bench.server.faults.next({ status: 403 });
    await assert.rejects(sheet.plan(), /does not have permission/);
    assert.equal(sheet.status().failure, undefined);
    await deleteRow(1);
    bench.server.faults.next({ status: 403, times: 2 });
    await sheet.rebuild();
    assert.deepEqual(bench.column('Run'), [1]);
  });
});
