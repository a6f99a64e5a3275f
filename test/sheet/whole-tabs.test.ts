import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import type { SheetProjection } from '../../src/sheet/sheet-projection.js';
import type { TabName } from '../../src/sheet/whole-tabs/table.js';
import { followingTexts } from '../../src/texts/following-texts.js';
import type { Language } from '../../src/texts/language.js';
import { textsIn } from '../../src/texts/texts.js';
import { run, SheetBench } from './fixture.js';
import { MemoryEnsembles, tablesOf } from './whole-tabs-fixture.js';

describe('the tabs that Labmate writes whole', () => {
  let bench: SheetBench;
  let ensembles: MemoryEnsembles;
  beforeEach(async () => {
    bench = await SheetBench.open();
    ensembles = new MemoryEnsembles();
  });
  afterEach(() => bench.close());

  const open = (options = {}): SheetProjection => bench.projection({ ensembles, ...options });
  const tab = (title: string) => bench.server.sheet().tabs.find((one) => one.title === title);

  /** Labmate's columns of a tab say what the store does, and nothing below. */
  function assertSays(name: TabName, title: string = name): void {
    const table = tablesOf(bench, ensembles).find((one) => one.name === name);
    assert.ok(table);
    const cells = bench.cells(title);
    const headers = table.columns.map((column) => column.headers.en);
    const headerRow = cells.findIndex((row) => headers.every((header) => row.includes(header)));
    assert.notEqual(headerRow, -1, `${title} has its header`);
    const at = headers.map((header) => cells[headerRow]?.indexOf(header) ?? -1);
    const body = cells.slice(headerRow + 1).map((row) => at.map((column) => row[column] ?? ''));
    while (body.at(-1)?.every((cell) => cell === '')) body.pop();
    const { stamp } = table;
    const without = (rows: readonly unknown[][]) =>
      rows.map((row, r) => row.map((cell, c) => (r === stamp?.row && c === stamp.column ? '*' : cell)));
    assert.deepEqual(without(body), without(table.rows));
  }
  const assertAllSay = () => (['Best', 'Ensembles', 'Summary'] as const).forEach((name) => assertSays(name));

  async function idOf(title: string): Promise<number> {
    const { data } = await bench.person.spreadsheets.get({ spreadsheetId: bench.spreadsheetId });
    const found = data.sheets?.find(({ properties }) => properties?.title === title);
    return found?.properties?.sheetId ?? 0;
  }
  /** A person does something to a tab. */
  async function doTo(title: string, make: (sheetId: number) => sheets_v4.Schema$Request): Promise<void> {
    const requests = [make(await idOf(title))];
    await bench.person.spreadsheets.batchUpdate({
      spreadsheetId: bench.spreadsheetId,
      requestBody: { requests },
    });
  }
  async function type(range: string, ...values: (string | number)[][]): Promise<void> {
    await bench.person.spreadsheets.values.update({
      spreadsheetId: bench.spreadsheetId,
      ...{ range, valueInputOption: 'RAW', requestBody: { values } },
    });
  }
  const widen = (title: string) =>
    doTo(title, (sheetId) => ({ appendDimension: { sheetId, dimension: 'COLUMNS', length: 1 } }));
  const rename = (title: string, to: string) =>
    doTo(title, (sheetId) => ({
      updateSheetProperties: { properties: { sheetId, title: to, index: 0 }, fields: 'title,index' },
    }));

  async function someRuns(options = {}): Promise<SheetProjection> {
    const sheet = open(options);
    bench.feed.put(
      scored('1', 0.5),
      scored('2', 0.7),
      scored('3', 0.6),
      run('4', { state: 'running', result: null }),
    );
    ensembles.put({ id: '1', members: ['1', '2'] });
    await sheet.flush();
    return sheet;
  }

  it('are made with a frozen header, warnings and a filter, and say what the store does', async () => {
    await someRuns();
    assertAllSay();
    for (const title of ['Best', 'Ensembles', 'Summary']) {
      assert.equal(tab(title)?.frozen_rows, 1);
      assert.ok((tab(title)?.rows[0] ?? []).every((header) => header !== null));
    }
    assert.deepEqual(
      bench
        .cells('Best')
        .slice(1)
        .map((row) => row.slice(0, 3)),
      [
        [1, 2, 0.7],
        [2, 3, 0.6],
        [3, 1, 0.5],
      ],
    );
    const { data } = await bench.person.spreadsheets.get({ spreadsheetId: bench.spreadsheetId });
    const best = data.sheets?.find(({ properties }) => properties?.title === 'Best');
    assert.ok(best?.basicFilter);
    assert.equal(best.protectedRanges?.length, 15);
    assert.ok(best.protectedRanges.every(({ warningOnly }) => warningOnly === true));
  });

  it('follow runs and ensembles, and clear the rows that went away', async () => {
    const sheet = await someRuns();
    bench.feed.change('2', { state: 'queued', result: null });
    ensembles.wait({ id: '1', members: ['1', '3'], missing: ['3'] });
    await sheet.flush();
    assertAllSay();
    assert.deepEqual(
      bench
        .cells('Ensembles')
        .slice(1)
        .map((row) => row.slice(0, 3)),
      [
        ['–', 'waits for test scores of 1 member', '1, 3'],
        [1, 'done', '1, 2'],
      ],
    );
    ensembles.endWaiting('1');
    ensembles.put({
      id: '2',
      members: ['1', '3'],
      public_scores: [{ score: 0.8, at: 'x', author: { id: null, name: 'x' } }],
    });
    await sheet.flush();
    assertAllSay();
  });

  it('keep what looks like a formula as text', async () => {
    const sheet = open();
    bench.feed.put(
      scored('1', 0.5, { intent: '=IMPORTXML("https://x")' }),
      scored('2', 0.4, { intent: '+1\n🙂' }),
    );
    await sheet.flush();
    assertAllSay();
    assert.equal(bench.cells('Best')[1]?.[10], '=IMPORTXML("https://x")');
  });

  it('are not written where nothing changed that they say', async () => {
    const sheet = await someRuns();
    const before = bench.requests.length;
    bench.feed.change('4', { progress: null });
    await sheet.flush();
    const rowAlone = bench.requests.slice(before);
    assert.equal(rowAlone.filter((request) => request.endsWith(':batchUpdate')).length, 0);
    ensembles.put({ id: '1', members: ['1', '2'] });
    const quiet = bench.requests.length;
    await sheet.flush();
    assert.equal(bench.requests.length, quiet, 'the ensemble says the same');
  });

  it('are left alone by a process that starts anew, where they say what they should', async () => {
    const first = await someRuns();
    await first.stop();
    const before = bench.writes.length;
    await open().flush();
    assert.equal(bench.writes.length, before);
    assertAllSay();
  });

  it('are found by what is in them where the memory is gone', async () => {
    const first = await someRuns();
    await first.stop();
    const titles = bench.server.sheet().tabs.map(({ title }) => title);
    bench.feed.change('1', { intent: 'later' });
    const other = open({ memoryFile: `${bench.home}/another.json` });
    await other.flush();
    assert.deepEqual(
      bench.server.sheet().tabs.map(({ title }) => title),
      titles,
    );
    assertAllSay();
  });

  it('wait their turn while runs change, so that the rows have the requests of a minute', async () => {
    const sheet = await someRuns();
    const summary = String(await idOf('Summary'));
    let updates = 0;
    const began = bench.clock.now();
    const asked = bench.requests.length;
    const minutes = () => (bench.clock.now() - began) / 60_000;
    let score = 0;
    // Whenever the sheet is looked at or written, another run has finished.
    bench.intercept = async (request) => {
      if (minutes() >= 8) return;
      bench.feed.change('1', scored('1', ++score / 1000));
      if (request.method === 'POST' && (await request.clone().text()).includes(summary)) updates += 1;
    };
    sheet.start();
    bench.feed.change('1', scored('1', 0.001));
    while (minutes() < 8) await turn();
    const each = (bench.requests.length - asked) / minutes();
    await sheet.flush();
    assertAllSay();
    assert.ok(each <= 30, `${each} requests a minute`);
    // One in 45 seconds, and what the turn of the rows makes of it.
    assert.ok(updates > 6 && updates <= 11, `${updates} updates in 8 minutes`);
  });

  it('are in one language, the one that was set when the update began, and then in the new one', async () => {
    let language: Language = 'en';
    const sheet = await someRuns({ texts: followingTexts(() => language) });
    // The first write is that of the row, the second one that of the tab "Best".
    let writes = 0;
    bench.intercept = ({ method }) => {
      if (method === 'POST' && ++writes === 2) language = 'ko';
      return Promise.resolve();
    };
    bench.feed.change('1', scored('1', 0.9));
    await sheet.flush();
    const beginning = () =>
      bench
        .cells('Summary')
        .slice(0, 2)
        .map(([what]) => what);
    assert.equal(language, 'ko');
    assert.deepEqual(beginning(), ['Summary', '▸ At a glance']);
    bench.feed.change('1', scored('1', 0.7));
    await sheet.flush();
    assert.deepEqual(beginning(), ['요약', '▸ 한눈에 보기']);
  });

  it('are found after people renamed and moved them', async () => {
    const sheet = await someRuns();
    await rename('Best', 'Hall of fame');
    await rename('Summary', '요약');
    bench.feed.put(scored('5', 0.9));
    await sheet.flush();
    assertSays('Best', 'Hall of fame');
    assertSays('Summary', '요약');
    assert.equal(tab('Best'), undefined);
    assert.deepEqual(bench.notices, []);
  });

  it('are made anew where people deleted them, which is told once', async () => {
    const sheet = await someRuns();
    await doTo('Best', (sheetId) => ({ deleteSheet: { sheetId } }));
    await sheet.audit();
    assertAllSay();
    assert.deepEqual(bench.notices, ['The tab “Best” was deleted from the sheet. It was made anew.']);
    await doTo('Summary', (sheetId) => ({ deleteSheet: { sheetId } }));
    bench.feed.put(scored('5', 0.9));
    await sheet.flush();
    assertAllSay();
    assert.equal(bench.notices.length, 2);
  });

  it('leave a tab of people’s with such a title as it is', async () => {
    await doTo('Sheet1', () => ({ addSheet: { properties: { title: 'best' } } }));
    await type('best!A1', ['Rank', 'my own'], [1, 'kim']);
    const sheet = await someRuns();
    assertSays('Best', 'Best (Labmate)');
    assert.deepEqual(bench.cells('best'), [
      ['Rank', 'my own'],
      [1, 'kim'],
    ]);
    assert.equal(bench.notices.length, 1);
    assert.match(bench.notices[0] ?? '', /“Best \(Labmate\)”/);
    bench.feed.put(scored('5', 0.9));
    await sheet.flush();
    assertSays('Best', 'Best (Labmate)');
    assert.equal(bench.notices.length, 1);
  });

  it('take an empty tab with their title', async () => {
    await doTo('Sheet1', () => ({ addSheet: { properties: { title: 'Best' } } }));
    await someRuns();
    assertAllSay();
    assert.deepEqual(bench.notices, []);
  });

  it('do not touch the columns that people added, wherever those stand', async () => {
    const sheet = await someRuns();
    await widen('Best');
    await type('Best!P1', ['mine'], ['a'], ['b']);
    await doTo('Best', (sheetId) => ({
      insertDimension: { range: { sheetId, dimension: 'COLUMNS', startIndex: 2, endIndex: 3 } },
    }));
    await type('Best!C1', ['inside'], ['c'], ['d']);
    bench.feed.put(scored('5', 0.9), scored('6', 0.1));
    await sheet.flush();
    assertAllSay();
    const cells = bench.cells('Best');
    assert.deepEqual(
      cells.slice(0, 3).map((row) => [row[2], row[16]]),
      [
        ['inside', 'mine'],
        ['c', 'a'],
        ['d', 'b'],
      ],
    );
  });

  it('get back a column that people deleted or renamed, at the right end', async () => {
    const sheet = await someRuns();
    await doTo('Best', (sheetId) => ({
      deleteDimension: { range: { sheetId, dimension: 'COLUMNS', startIndex: 3, endIndex: 4 } },
    }));
    await type('Best!B1', ['number of mine']);
    await sheet.audit();
    assertAllSay();
    assert.equal(bench.cells('Best')[0]?.[1], 'number of mine');
    assert.deepEqual(bench.cells('Best')[0]?.slice(-2), ['Run', 'dev micro-F1 tuned']);
  });

  it('put back what people typed, sorted or added in Labmate’s columns at the next look', async () => {
    const sheet = await someRuns();
    await type('Best!B2', ['what?']);
    await type('Best!A9', ['a line below']);
    await type('Summary!A3', ['My best run']);
    await doTo('Ensembles', (sheetId) => ({
      insertDimension: { range: { sheetId, dimension: 'ROWS', startIndex: 0, endIndex: 1 } },
    }));
    await type('Ensembles!A1', ['Our ensembles']);
    await sheet.audit();
    assertAllSay();
    assert.equal(bench.cells('Ensembles')[0]?.[0], 'Our ensembles');
  });

  it('leave out no row where people made the tab smaller, and come through a lost header', async () => {
    const sheet = await someRuns();
    await doTo('Best', (sheetId) => ({
      deleteDimension: { range: { sheetId, dimension: 'ROWS', startIndex: 1, endIndex: 102 } },
    }));
    await type('Summary!A1', Array<string>(11).fill(''));
    await sheet.audit();
    assertAllSay();
  });

  it('come through 429, 503 and connections that break after a write took place', async () => {
    const sheet = await someRuns();
    for (const [at, fault] of [
      { status: 429, times: 3, retryAfter: 2 } as const,
      { status: 503, times: 9 } as const,
      { dropAfterApplying: true, method: 'POST', times: 4 } as const,
    ].entries()) {
      bench.feed.put(scored(String(20 + at), 0.3 + at / 10));
      bench.server.faults.next(fault);
      await sheet.flush();
      assertAllSay();
    }
    assert.deepEqual([bench.told, bench.notices], [[], []]);
  });

  it('are not doubled where the answer to making them is lost', async () => {
    const path = `${bench.spreadsheetId}:batchUpdate`;
    bench.server.faults.next({ dropAfterApplying: true, path, times: 3 });
    await someRuns();
    assertAllSay();
    assert.equal(
      bench.server.sheet().tabs.filter(({ title }) => /Best|Summary|Ensembles/.test(title)).length,
      3,
    );
    assert.deepEqual(bench.notices, []);
  });

  it('one that people protected from Labmate is told once, and holds nothing else up', async () => {
    const sheet = await someRuns();
    await doTo('Best', (sheetId) => ({ addProtectedRange: { protectedRange: { range: { sheetId } } } }));
    bench.feed.put(scored('5', 0.9));
    await sheet.flush();
    bench.feed.put(scored('6', 0.95));
    await sheet.flush();
    assertSays('Summary');
    assert.equal(bench.rows().length, 6);
    assert.equal(bench.notices.length, 1);
    assert.match(bench.notices[0] ?? '', /“Best”.*protected/);
    const { data } = await bench.person.spreadsheets.get({ spreadsheetId: bench.spreadsheetId });
    const ranges = data.sheets?.flatMap(({ protectedRanges }) => protectedRanges ?? []) ?? [];
    const strict = ranges.find(({ warningOnly }) => !warningOnly)?.protectedRangeId ?? 0;
    await doTo('Best', () => ({ deleteProtectedRange: { protectedRangeId: strict } }));
    await sheet.audit();
    assertAllSay();
  });

  it('say what the store does after random changes, edits and faults', async () => {
    const sheet = await someRuns();
    let state = 7;
    const random = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % below;
    };
    await widen('Best');
    await type('Best!P1', ['mine'], ['a'], ['b'], ['c']);
    for (let step = 0; step < 60; step++) {
      // People are not to meet Labmate's faults.
      bench.server.faults.clear();
      const id = String(1 + random(30));
      if (random(3) > 0) bench.feed.put(scored(id, random(1000) / 1000, { intent: `step ${step}` }));
      else bench.feed.put(run(id, { state: 'failed', result: null }));
      if (random(4) === 0) ensembles.put({ id: String(1 + random(5)), members: [id] });
      if (random(5) === 0) await type('Best!A3', ['x', 'y']);
      if (random(5) === 0)
        await doTo('Best', (sheetId) => ({
          sortRange: {
            range: { sheetId, startRowIndex: 1, endColumnIndex: 15 },
            sortSpecs: [{ dimensionIndex: random(15) }],
          },
        }));
      if (random(6) === 0) bench.server.faults.next({ dropAfterApplying: true, method: 'POST' });
      if (random(6) === 0) bench.server.faults.next({ status: 503, times: 2 });
      await (random(2) ? sheet.flush() : sheet.audit());
    }
    bench.server.faults.clear();
    await sheet.audit();
    assertAllSay();
    assert.deepEqual(
      bench
        .cells('Best')
        .slice(0, 4)
        .map((row) => row[15]),
      ['mine', 'a', 'b', 'c'],
    );
  });

  it('speak Korean, and change their headers with the language', async () => {
    const first = await someRuns();
    await first.stop();
    const korean = open({ texts: textsIn('ko') });
    await korean.flush();
    assert.deepEqual(bench.cells('Best')[0]?.slice(0, 2), ['순위', '실험']);
    assert.deepEqual(bench.cells('Summary')[0]?.slice(0, 2), ['요약', '개수']);
    assert.equal(bench.cells('Best')[0]?.length, 15);
  });
});

const scored = (id: string, micro_f1: number, change: Parameters<typeof run>[1] = {}) => {
  const base = run(id);
  const dev = { threshold: 0.5, micro_f1, macro_f1: micro_f1, per_label: {} };
  return {
    ...base,
    result: base.result && { ...base.result, dev, dev_tuned: { ...dev, thresholds: {} } },
    ...change,
  };
};
