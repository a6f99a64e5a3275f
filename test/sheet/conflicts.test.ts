import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { columnName } from '../../src/sheet/google/a1.js';
import { newestFirst, run, SheetBench } from './fixture.js';

describe('cells of Labmate’s that people change', () => {
  let bench: SheetBench;
  beforeEach(async () => {
    bench = await SheetBench.open();
  });
  afterEach(() => bench.close());

  const cell = (header: string, row: number) => `${columnName(bench.headerIndex(header))}${row}`;

  it('get Labmate’s value back, theirs goes into the note, and it is told once', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'), run('2'));
    await sheet.flush();
    await bench.type(cell('dev micro-F1', 2), [0.99]);
    await sheet.audit();
    await sheet.audit();
    assert.deepEqual(bench.column('dev micro-F1'), [0.5, 0.5]);
    assert.equal(await bench.noteAt('dev micro-F1', 1), 'Yours: 0.99\nLabmate says: 0.5');
    assert.deepEqual(
      bench.conflicts.map(({ run, column, theirs, ours }) => [run, column, theirs, ours]),
      [['1', 'dev micro-F1', '0.99', '0.5']],
    );
    await bench.type(cell('dev micro-F1', 2), [0.99]);
    await sheet.audit();
    assert.equal(bench.conflicts.length, 1);
    assert.equal(sheet.status().conflicts.length, 1);
  });

  it('are noticed when their run changes, after a restart too, and people’s notes on them stay', async () => {
    const first = bench.projection();
    bench.feed.put(run('1'));
    await first.flush();
    await first.stop();
    await bench.type(cell('Intent', 2), ['why not?']);
    await bench.setNote('Intent', 1, 'ask Kim');
    bench.feed.change('1', { intent: 'a better reason' });
    const second = bench.projection();
    await second.flush();
    assert.deepEqual(bench.column('Intent'), ['a better reason']);
    assert.equal(await bench.noteAt('Intent', 1), 'ask Kim\nYours: why not?\nLabmate says: a better reason');
    assert.deepEqual(
      bench.conflicts.map(({ theirs }) => theirs),
      ['why not?'],
    );
  });

  it('are filled again without a word where people emptied them', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'));
    await sheet.flush();
    await bench.type(cell('Intent', 2), ['']);
    await sheet.audit();
    assert.deepEqual(bench.column('Intent'), ['to see']);
    assert.deepEqual(bench.conflicts, []);
  });

  it('are not seen in what Labmate wrote itself: a broken connection, a crash, rows that moved', async () => {
    let fail = (): void => undefined;
    const failed = new Promise<void>((resolve) => (fail = resolve));
    const warn = () => {
      bench.clock.hold();
      fail();
    };
    const first = bench.projection({ log: { info: () => undefined, warn, error: warn } });
    bench.feed.put(run('1'), run('2'), run('3'));
    await first.flush();
    bench.feed.change('1', { intent: 'second' });
    bench.server.faults.next({ dropAfterApplying: true, path: ':batchUpdate' });
    const flush = first.flush().catch(() => undefined);
    await failed;
    await first.stop();
    await flush;
    bench.clock.release();
    bench.feed.change('1', { intent: 'third' });
    const second = bench.projection();
    bench.intercept = async ({ url }) => {
      if (!url.includes(':batchUpdate')) return;
      bench.intercept = () => Promise.resolve();
      await bench.doToTab(newestFirst);
    };
    await second.flush();
    assert.deepEqual(bench.column('Run'), [3, 2, 1]);
    assert.deepEqual(bench.column('Intent'), ['to see', 'to see', 'third']);
    assert.deepEqual(bench.conflicts, []);
  });
});
