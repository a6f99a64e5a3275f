import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RunStore } from '../../src/runs/run-store.js';
import { columnName } from '../../src/sheet/google/a1.js';
import { UserError } from '../../src/user-error.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { assertEqualsStore } from './equals-store.js';
import { newestFirst, run, SheetBench } from './fixture.js';

describe('after each thing that goes wrong, the sheet says what the store does', () => {
  let bench: SheetBench;
  beforeEach(async () => {
    bench = await SheetBench.open();
  });
  afterEach(() => bench.close());

  /** Three runs, a note on the first one and a column of people's own. */
  async function someRuns() {
    const sheet = bench.projection();
    bench.feed.put(run('1'), run('2'), run('3'));
    await sheet.flush();
    await bench.type(`${columnName(bench.headerIndex('Notes'))}2`, ['mine']);
    const own = bench.cells()[0]?.length ?? 0;
    await bench.doToTab((sheetId) => ({ appendDimension: { sheetId, dimension: 'COLUMNS', length: 1 } }));
    await bench.type(`${columnName(own)}1`, ['reviewer'], ['park'], ['lee']);
    return sheet;
  }
  const people = () => bench.rows().map((row) => [row['Run'], row['Notes'], row['reviewer']]);
  const UNTOUCHED = [
    [1, 'mine', 'park'],
    [2, '', 'lee'],
    [3, '', ''],
  ];

  it('a burst of 429, and a server that is away', async () => {
    const sheet = await someRuns();
    bench.feed.change('1', { intent: 'later' });
    bench.server.faults.next({ status: 429, times: 6, retryAfter: 3 });
    bench.server.faults.next({ status: 503, times: 4 });
    await sheet.flush();
    assertEqualsStore(bench);
    assert.deepEqual(people(), UNTOUCHED);
    assert.deepEqual([bench.told, bench.conflicts], [[], []]);
  });

  it('an outage of hours: within a minute after its end all is there', async () => {
    const sheet = await someRuns();
    bench.feed.put(...Array.from({ length: 300 }, (_, at) => run(String(at + 4))));
    const down = 8 * 3600 * 1000;
    const start = bench.clock.now();
    bench.clock.random = () => 0.999;
    let end = start;
    bench.intercept = () => {
      if (bench.clock.now() - start < down) {
        end = bench.clock.now();
        bench.server.faults.next({ status: 503 });
      }
      return Promise.resolve();
    };
    await sheet.flush();
    assertEqualsStore(bench);
    // It ends just after somebody has tried: the longest wait.
    const late = bench.clock.now() - end;
    assert.ok(late < 60_000, `it took ${late} ms`);
  });

  it('a connection that breaks after each write took place', async () => {
    const sheet = await someRuns();
    bench.feed.change('2', { intent: 'later' });
    bench.feed.put(run('4'), run('5'));
    bench.server.faults.next({ dropAfterApplying: true, method: 'POST', times: 4 });
    await sheet.flush();
    assertEqualsStore(bench);
    assert.deepEqual(people().slice(0, 3), UNTOUCHED);
  });

  it('a second bot on the same store refuses to start', async () => {
    const home = temporaryFolder();
    const first = await RunStore.open(home);
    await assert.rejects(
      RunStore.open(home),
      (error) => error instanceof UserError && error.identifier === 'store.locked',
    );
    await first.close();
  });

  it('rows that are sorted between the look and the write', async () => {
    const sheet = await someRuns();
    bench.feed.change('1', { intent: 'later' });
    bench.intercept = async ({ url }) => {
      if (!url.includes(':batchUpdate')) return;
      bench.intercept = () => Promise.resolve();
      await bench.doToTab(newestFirst);
    };
    await sheet.flush();
    assertEqualsStore(bench);
    assert.deepEqual(people(), UNTOUCHED.toReversed());
    assert.deepEqual(bench.conflicts, []);
  });

  it('a column that is inserted on the left between the look and the write', async () => {
    const sheet = await someRuns();
    bench.feed.change('1', {
      state: 'failed',
      intent: 'later',
      thread_url: 'https://d.test/1',
      host: 'there',
    });
    bench.feed.put(run('4'));
    bench.intercept = async ({ url }) => {
      if (!url.includes(':batchUpdate')) return;
      bench.intercept = () => Promise.resolve();
      await bench.doToTab((sheetId) => ({
        insertDimension: { range: { sheetId, dimension: 'COLUMNS', startIndex: 0, endIndex: 1 } },
      }));
    };
    await sheet.flush();
    assertEqualsStore(bench);
    assert.deepEqual(people().slice(0, 3), UNTOUCHED);
    assert.deepEqual(
      bench.cells().map((row) => row[0] ?? null),
      [null, null, null, null, null],
    );
  });

  it('a header that is renamed, that of the run numbers too', async () => {
    const sheet = await someRuns();
    await bench.type(`${columnName(bench.headerIndex('lr'))}1`, ['rate']);
    await bench.type('A1', ['No.']);
    await sheet.audit();
    assertEqualsStore(bench);
    assert.deepEqual(people(), UNTOUCHED);
    assert.ok(bench.headerIndex('rate') > 0);
  });

  it('columns that are deleted, that of the run numbers too', async () => {
    const sheet = await someRuns();
    bench.feed.change('1', { host: 'one' });
    bench.feed.change('2', { host: 'two' });
    await sheet.flush();
    for (const header of ['lr', 'Run']) {
      const startIndex = bench.headerIndex(header);
      await bench.doToTab((sheetId) => ({
        deleteDimension: { range: { sheetId, dimension: 'COLUMNS', startIndex, endIndex: startIndex + 1 } },
      }));
    }
    bench.feed.change('3', { intent: 'later' });
    await sheet.flush();
    assertEqualsStore(bench);
    assert.deepEqual(people(), UNTOUCHED);
  });

  it('a tab that is deleted, or renamed', async () => {
    const sheet = await someRuns();
    await bench.doToTab((sheetId) => ({ deleteSheet: { sheetId } }));
    bench.feed.change('3', { intent: 'later' });
    await sheet.flush();
    await sheet.audit();
    assertEqualsStore(bench);
    assert.equal(bench.notices.length, 1);
    await bench.doToTab((sheetId) => ({
      updateSheetProperties: { properties: { sheetId, title: '실험' }, fields: 'title' },
    }));
    bench.feed.change('3', { intent: 'later still' });
    await sheet.flush();
    assert.deepEqual(
      bench.server.sheet().tabs.map(({ title }) => title),
      ['Sheet1', '실험'],
    );
    assert.equal(bench.cells('실험')[3]?.[2], 'later still');
  });

  it('a range that people protect: told once, and written when they let go of it', async () => {
    const sheet = await someRuns();
    let protectedRangeId = 0;
    await bench.doToTab((sheetId) => ({
      addProtectedRange: { protectedRange: { protectedRangeId: 99, range: { sheetId, startRowIndex: 1 } } },
    }));
    protectedRangeId = 99;
    bench.feed.change('1', { intent: 'later' });
    bench.intercept = async () => {
      if (bench.told.length > 0 && protectedRangeId > 0) {
        protectedRangeId = 0;
        await bench.doToTab(() => ({ deleteProtectedRange: { protectedRangeId: 99 } }));
      }
    };
    await sheet.flush();
    assertEqualsStore(bench);
    assert.deepEqual(people(), UNTOUCHED);
    assert.match(bench.told[0] ?? '', /protected cell.*labmate@team\.iam\.gserviceaccount\.com edit/);
    assert.equal(bench.told.length, 2);
  });

  it('texts of more than 50,000 characters', async () => {
    const sheet = await someRuns();
    bench.feed.put(
      run('4', { intent: '가'.repeat(49_999) + '😀' }),
      run('5', { intent: 'x'.repeat(120_000) }),
    );
    await sheet.flush();
    assertEqualsStore(bench);
    const intents = bench.column('Intent').map(String);
    assert.equal(intents[3], `${'가'.repeat(49_999)}…`);
    assert.equal(intents[4]?.length, 50_000);
  });

  it('a row that Google does not take: all others are written, it is told once and tried when its run changes', async () => {
    const sheet = await someRuns();
    bench.server.faults.next({
      ...{ status: 400, message: 'Invalid value.', path: ':batchUpdate', body: 'cursed' },
      times: Number.POSITIVE_INFINITY,
    });
    bench.feed.put(...Array.from({ length: 20 }, (_, at) => run(String(at + 4))));
    bench.feed.change('2', { intent: 'cursed' });
    bench.feed.change('9', { intent: 'cursed too' });
    bench.feed.change('3', { intent: 'later' });
    await sheet.flush();
    await sheet.audit();
    const numbers = bench.column('Run').map(Number);
    const all = Array.from({ length: 23 }, (_, at) => at + 1);
    assert.deepEqual(
      numbers.toSorted((a, b) => a - b),
      all.filter((number) => number !== 9),
    );
    assert.deepEqual(
      [2, 3].map((number) => bench.column('Intent')[numbers.indexOf(number)]),
      ['to see', 'later'],
    );
    assert.equal(bench.notices.length, 2);
    assert.match(bench.notices[0] ?? '', /row of run 2 .*Invalid value\./);
    assert.deepEqual(
      sheet.status().refused.map(({ run: id }) => id),
      ['2', '9'],
    );
    assert.deepEqual([sheet.status().pending, bench.told], [0, []]);
    const before = bench.writes.length;
    await sheet.flush();
    assert.equal(bench.writes.length, before);
    bench.feed.change('9', { intent: 'cursed still' });
    await sheet.flush();
    assert.equal(bench.notices.length, 2);
    bench.feed.change('2', { intent: 'fine' });
    bench.feed.change('9', { intent: 'fine' });
    await sheet.flush();
    assertEqualsStore(bench);
    assert.deepEqual(people().slice(0, 3), UNTOUCHED);
    assert.deepEqual(sheet.status().refused, []);
  });

  it('a tab that Google does not take at all: no row is blamed for it, and it is written when it is over', async () => {
    const sheet = await someRuns();
    const refusals = { status: 400, message: 'Invalid value.', path: ':batchUpdate' } as const;
    bench.server.faults.next({ ...refusals, times: 30 });
    bench.feed.put(...Array.from({ length: 20 }, (_, at) => run(String(at + 4))));
    await sheet.flush();
    assertEqualsStore(bench);
    assert.equal(bench.told.length, 2);
    assert.match(bench.told[0] ?? '', /Invalid value/);
    assert.deepEqual([bench.notices, sheet.status().refused], [[], []]);
  });

  it('a spreadsheet at its limit of ten million cells: told once, written when there is room', async () => {
    await bench.person.spreadsheets.batchUpdate({
      spreadsheetId: bench.spreadsheetId,
      requestBody: {
        requests: [
          {
            addSheet: {
              properties: {
                sheetId: 7,
                title: 'big',
                gridProperties: { rowCount: 99_600, columnCount: 100 },
              },
            },
          },
        ],
      },
    });
    let full = true;
    bench.intercept = async () => {
      if (bench.told.length === 0 || !full) return;
      full = false;
      await bench.doToTab(() => ({ deleteSheet: { sheetId: 7 } }));
    };
    const sheet = bench.projection();
    bench.feed.put(run('1'));
    await sheet.flush();
    assertEqualsStore(bench);
    assert.match(bench.told[0] ?? '', /The Google Sheet is full.*10000000 cells.*Delete empty rows/);
    assert.equal(bench.told.length, 2);
  });

  it('intents that look like formulas, or hold emoji and several lines', async () => {
    const sheet = await someRuns();
    const intents = [
      '=IMPORTXML("http://x.test","//a")',
      '+1',
      '-1',
      '@x',
      "'a",
      '😀🇰🇷',
      'a\r\nb\nc',
      '0012',
      'TRUE',
    ];
    bench.feed.put(...intents.map((intent, at) => run(String(at + 4), { intent })));
    await sheet.flush();
    for (const [at, intent] of intents.entries()) bench.feed.change(String(at + 4), { intent: `${intent}!` });
    await sheet.flush();
    assertEqualsStore(bench);
    assert.deepEqual(bench.column('Intent').slice(3), [
      ...intents.map((intent) => `${intent.replaceAll('\r\n', '\n')}!`),
    ]);
    assert.deepEqual(bench.conflicts, []);
  });
});
