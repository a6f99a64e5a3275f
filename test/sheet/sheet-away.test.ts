import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { run, SheetBench } from './fixture.js';

describe('the sheet when Google is busy or away', () => {
  let bench: SheetBench;
  beforeEach(async () => {
    bench = await SheetBench.open();
  });
  afterEach(() => bench.close());

  it('waits as long as a 429 asks for, then writes', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'));
    bench.server.faults.next({ status: 429, retryAfter: 77, method: 'POST' });
    await sheet.flush();
    assert.deepEqual(bench.column('Run'), [1]);
    assert.ok(bench.clock.sleeps.includes(77_000));
    assert.deepEqual(bench.told, []);
    assert.equal(sheet.status().lastError, undefined);
  });

  it('waits longer and longer, up to 64 seconds and with jitter, and never gives up', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'));
    bench.server.faults.next({ status: 500, times: 9 });
    await sheet.flush();
    assert.deepEqual(
      bench.clock.sleeps.slice(0, 9),
      [1, 2, 4, 8, 16, 32, 64, 64, 64].map((seconds) => seconds * 500),
    );
    assert.deepEqual(bench.column('Run'), [1]);
    assert.deepEqual(bench.told, []);
  });

  for (const [status, what] of [
    [503, 'Google is down'],
    [403, 'the sheet is not shared'],
  ] as const)
    it(`has 1,000 runs that changed in eight hours within a minute of their end (${what})`, async () => {
      const sheet = bench.projection();
      sheet.start();
      bench.feed.put(run('1'));
      await sheet.flush();
      bench.clock.random = () => 0.999;
      bench.server.faults.next({ status, times: Number.MAX_SAFE_INTEGER });
      const end = bench.clock.now() + 8 * 3_600_000;
      let newest = 1;
      bench.intercept = () => {
        if (newest < 1000 && bench.clock.now() < end)
          bench.feed.put(...Array.from({ length: 10 }, () => run(String(++newest))));
        if (bench.clock.now() >= end) bench.server.faults.clear();
        return Promise.resolve();
      };
      bench.feed.change('1', { intent: 'meanwhile' });
      // By itself: `flush` would cut its waits short.
      while (bench.clock.now() < end || sheet.status().pending > 0) await turn();
      assert.ok(newest > 1000 && bench.column('Run').length === newest);
      const seconds = (bench.clock.now() - end) / 1000;
      assert.ok(seconds <= 60, `${seconds} s after its end`);
    });

  it('does not double a tab, a row or a column that was written before the connection broke', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'), run('2'));
    // The tab, then the rows: each takes effect and nobody is told.
    bench.server.faults.next({ dropAfterApplying: true, method: 'POST', times: 2 });
    await sheet.flush();
    assert.deepEqual(bench.column('Run'), [1, 2]);
    const header = bench.cells()[0] ?? [];
    assert.equal(new Set(header).size, header.length);
    assert.deepEqual(
      bench.server.sheet().tabs.map(({ title }) => title),
      ['Sheet1', 'Runs'],
    );
    bench.feed.put(run('3'));
    bench.server.faults.next({ dropAfterApplying: true, method: 'POST', times: 3 });
    await sheet.flush();
    assert.deepEqual(bench.column('Run'), [1, 2, 3]);
  });

  it('asks people once for access, naming the account, and says when it is back', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'));
    bench.server.faults.next({ status: 403, times: 4 });
    await sheet.flush();
    assert.equal(bench.told.length, 2);
    assert.match(
      bench.told[0] ?? '',
      /The caller does not have permission.*Share the sheet with labmate@team\.iam\.gserviceaccount\.com as an editor/,
    );
    assert.equal(bench.told[1], 'recovered');
    assert.equal(bench.clock.sleeps.filter((ms) => ms === 40_000).length, 4);
    assert.deepEqual(bench.column('Run'), [1]);
  });

  it('says that the spreadsheet is not there', async () => {
    const sheet = bench.projection({ spreadsheetId: 'no-such-spreadsheet' });
    bench.feed.put(run('1'));
    const told = new Promise<void>((resolve) => {
      const push = bench.told.push.bind(bench.told);
      bench.told.push = (...messages) => {
        resolve();
        return push(...messages);
      };
    });
    const flush = assert.rejects(sheet.flush(), /stopped/);
    await told;
    assert.match(bench.told[0] ?? '', /The Google Sheet is not there.*GOOGLE_SHEET_ID/);
    assert.match(sheet.status().lastError ?? '', /^404: /);
    assert.equal(sheet.status().pending, 1);
    await sheet.stop();
    await flush;
  });

  it('goes on when a listener throws', async () => {
    const sheet = bench.projection({
      onTrouble: () => {
        throw new Error('the channel is gone');
      },
    });
    bench.feed.put(run('1'));
    bench.server.faults.next({ status: 403 });
    await sheet.flush();
    assert.deepEqual(bench.column('Run'), [1]);
  });

  it('writes again what it could not remember to have written', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'));
    bench.feed.failingSaves = 2;
    await sheet.flush();
    assert.deepEqual(bench.column('Run'), [1]);
    assert.equal(sheet.status().pending, 0);
  });

  it('logs no credentials', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'));
    bench.server.faults.next({ status: 403 });
    bench.server.faults.next({ dropAfterApplying: true });
    await sheet.flush();
    assert.ok(bench.logged.length >= 2);
    assert.doesNotMatch(bench.logged.join('\n') + bench.told.join('\n'), /very-secret|authorization/i);
  });
});
