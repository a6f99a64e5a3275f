import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { run, SheetBench } from './fixture.js';

describe('SheetProjection', () => {
  let bench: SheetBench;
  beforeEach(async () => {
    bench = await SheetBench.open();
  });
  afterEach(() => bench.close());

  it('makes the tab with a frozen header that begins with the run, people’s notes beside the verdict', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1', { intent: 'does ASL help?', thread_url: 'https://discord.test/channels/1/2' }));
    await sheet.flush();
    const tab = bench.server.sheet().tabs.find(({ title }) => title === 'Runs');
    assert.equal(tab?.frozen_rows, 1);
    const header = tab?.rows[0] ?? [];
    assert.equal(header[0], 'Run');
    assert.equal(header.indexOf('Notes'), header.indexOf('Verdict') + 1);
    const expected = 'State Intent Author Model Loss gamma_neg lr epochs seed data'.split(' ');
    for (const name of [...expected, 'dev micro-F1', 'joy F1', 'fear F1', 'minutes', 'Thread'])
      assert.ok(header.includes(name), name);
    const [row] = bench.rows();
    assert.equal(row?.['Run'], 1);
    assert.equal(row?.['Intent'], 'does ASL help?');
    assert.equal(row?.['lr'], 0.01);
    assert.equal(row?.['gamma_neg'], '');
    assert.equal(row?.['dev micro-F1'], 0.5);
    assert.equal(row?.['minutes'], 1);
    assert.equal(row?.['Thread'], 'https://discord.test/channels/1/2');
  });

  it('updates the row of a run that changed, and clears what no longer holds', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'), run('2'));
    await sheet.flush();
    bench.feed.change('1', { state: 'queued', result: null, started_at: null });
    await sheet.flush();
    assert.deepEqual(bench.column('State'), ['queued', 'done']);
    assert.deepEqual(bench.column('dev micro-F1'), ['', 0.5]);
    assert.equal(sheet.status().pending, 0);
    assert.equal(typeof sheet.status().lastSync, 'string');
  });

  it('adds new runs in the order of their numbers, whichever changed last', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('9'), run('10'));
    bench.feed.change('9', { intent: 'it went on after 10 was queued' });
    await sheet.flush();
    assert.deepEqual(bench.column('Run'), [9, 10]);
    bench.feed.put(run('11'), run('12'));
    bench.feed.change('11', { intent: 'so did this one' });
    await sheet.flush();
    assert.deepEqual(bench.column('Run'), [9, 10, 11, 12]);
  });

  it('keeps what looks like a formula as text', async () => {
    const sheet = bench.projection();
    const intents = ['=1+2', '+1', '-1', '@here', "'quoted", '2026-01-01', 'TRUE'];
    bench.feed.put(...intents.map((intent, at) => run(String(at + 1), { intent })));
    await sheet.flush();
    assert.deepEqual(bench.column('Intent'), intents);
  });

  it('gathers changes into one request, and leaves two seconds between any two', async () => {
    const sheet = bench.projection();
    sheet.start();
    bench.feed.put(run('1'));
    await sheet.flush();
    const before = bench.writes.length;
    bench.clock.hold();
    for (const id of ['2', '3', '4']) bench.feed.put(run(id));
    assert.equal(sheet.status().pending, 3);
    bench.clock.release();
    await sheet.flush();
    assert.equal(bench.writes.length, before + 1);
    assert.deepEqual(bench.column('Run'), [1, 2, 3, 4]);
    // The tab and the first row are two writes, one straight after the other but for the spacing.
    assert.ok(bench.clock.sleeps.some((ms) => ms > 1900 && ms <= 2000));
  });

  it('writes each run once when several flushes are asked for at once', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'), run('2'));
    await Promise.all([sheet.flush(), sheet.flush(), sheet.rebuild(), sheet.flush()]);
    assert.deepEqual(bench.column('Run'), [1, 2]);
    await sheet.flush();
    assert.deepEqual(bench.column('Run'), [1, 2]);
  });

  it('takes a change that comes during a write along', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'));
    bench.intercept = ({ url }) => {
      if (url.includes(':batchUpdate')) {
        bench.intercept = () => Promise.resolve();
        bench.feed.change('1', { intent: 'changed meanwhile' });
        bench.feed.put(run('2'));
      }
      return Promise.resolve();
    };
    await sheet.flush();
    await sheet.flush();
    assert.deepEqual(bench.column('Intent'), ['changed meanwhile', 'to see']);
  });

  it('goes on after a restart where it stopped', async () => {
    const first = bench.projection();
    bench.feed.put(run('1'), run('2'));
    await first.flush();
    await first.stop();
    await assert.rejects(first.flush(), /stopped/);
    bench.feed.change('2', { intent: 'while it was down' });
    bench.feed.put(run('3'));
    const second = bench.projection();
    assert.equal(second.status().pending, 2);
    second.start();
    await second.flush();
    assert.deepEqual(bench.column('Run'), [1, 2, 3]);
    assert.deepEqual(bench.column('Intent'), ['to see', 'while it was down', 'to see']);
  });

  it('writes more runs than a new tab has rows', async () => {
    const sheet = bench.projection();
    bench.feed.put(...Array.from({ length: 1100 }, (_, at) => run(String(at + 1))));
    await sheet.flush();
    assert.deepEqual(
      bench.column('Run'),
      Array.from({ length: 1100 }, (_, at) => at + 1),
    );
    assert.equal(sheet.status().pending, 0);
    const before = bench.writes.length;
    await sheet.audit();
    assert.equal(bench.writes.length, before);
    bench.feed.change('1099', { intent: 'below the thousandth row' });
    await sheet.audit();
    assert.equal(bench.column('Intent')[1098], 'below the thousandth row');
    assert.equal(bench.column('Run').length, 1100);
  });

  it('adds the columns that a new version has, for all runs', async () => {
    const old = bench.projection();
    bench.feed.put(run('1'), run('2'));
    await old.flush();
    await old.stop();
    const anger = { precision: 1, recall: 1, f1: 0.25, support: 1 };
    const result = run('3').result;
    if (result) result.dev.per_label['anger'] = anger;
    bench.feed.put(run('3', { result }));
    const sheet = bench.projection({ labels: ['joy', 'fear', 'anger'] });
    await sheet.flush();
    assert.deepEqual(bench.column('anger F1'), ['', '', 0.25]);
    assert.equal(bench.cells()[0]?.at(-1), 'anger F1');
  });

  it('stops while it waits, and says so to who waits for it', async () => {
    const sheet = bench.projection();
    bench.clock.hold();
    bench.server.faults.next({ status: 503 });
    bench.feed.put(run('1'));
    const flush = assert.rejects(sheet.flush(), /stopped before all rows/);
    await sheet.stop();
    await flush;
    assert.equal(bench.feed.cursor('sheet'), 0);
  });

  it('stops while a request gets no answer', async () => {
    const sheet = bench.projection();
    const asked = new Promise<void>((resolve) => {
      bench.intercept = () => {
        resolve();
        return new Promise(() => {});
      };
    });
    bench.feed.put(run('1'));
    const flush = assert.rejects(sheet.flush(), /stopped before all rows/);
    await asked;
    await sheet.stop();
    await flush;
  });

  it('rebuilds all rows when asked to in the middle of a write', async () => {
    const sheet = bench.projection();
    bench.feed.put(run('1'), run('2'));
    await sheet.flush();
    await bench.type('C2', ['scribble']);
    bench.feed.change('2', { intent: 'changed' });
    let rebuilt: Promise<void> | undefined;
    bench.intercept = ({ url }) => {
      if (url.includes(':batchUpdate')) rebuilt ??= sheet.rebuild();
      return Promise.resolve();
    };
    await sheet.flush();
    await rebuilt;
    assert.deepEqual(bench.column('Intent'), ['to see', 'changed']);
  });
});
