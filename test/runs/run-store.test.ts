import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runFileSchema } from '../../src/runs/run-folder.js';
import { RunStore } from '../../src/runs/run-store.js';
import { openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('the store', () => {
  it('GIVEN queued runs and a restart THEN they are there, with their numbers and cursors', async () => {
    const home = temporaryFolder();
    const first = await openRuns(home);
    const run = await first.runs.submit({ loss: 'asl', intent: '왜?' }, student);
    await first.store.saveCursor('sheet', run.revision);
    await first.store.close();

    const { store, runs } = await openRuns(home);
    assert.deepEqual(store.get('1'), run);
    assert.equal(store.cursor('sheet'), run.revision);
    assert.equal((await runs.submit({}, student)).id, '2');
    await store.close();
  });

  it('GIVEN runs from before an option was there THEN they are read as they were trained', async () => {
    const home = temporaryFolder();
    const first = await openRuns(home);
    await first.runs.submit({}, student);
    await first.store.close();
    const younger = ['accumulate', 'bucket', 'layer_decay', 'precision'];
    const without = (key: string, value: unknown): unknown => (younger.includes(key) ? undefined : value);
    for (const file of [join(home, 'labmate.json'), first.runs.folder('1').spec])
      writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, 'utf8')), without));

    const { store, runs } = await openRuns(home);
    const read = store.get('1')?.spec;
    assert.deepEqual(
      [read?.accumulate, read?.bucket, read?.layer_decay, read?.precision],
      [1, false, 1, 'float32'],
    );
    const file = runFileSchema.parse(JSON.parse(readFileSync(runs.folder('1').spec, 'utf8')));
    assert.deepEqual(file.spec, read);
    await store.close();
  });

  it('GIVEN an acknowledged change THEN it is on the disk before the answer, without a second file left', async () => {
    const home = temporaryFolder();
    const { store, runs } = await openRuns(home);
    await Promise.all([1, 2, 3].map((seed) => runs.submit({ seed }, student)));
    const saved = JSON.parse(readFileSync(join(home, 'labmate.json'), 'utf8')) as { runs: object };
    assert.deepEqual(Object.keys(saved.runs), ['1', '2', '3']);
    assert.deepEqual(
      readdirSync(home).filter((name) => name.endsWith('.tmp')),
      [],
    );
    await store.close();
  });

  it('GIVEN a second process-like opening THEN it is refused with a way out', async () => {
    const home = temporaryFolder();
    const { store } = await openRuns(home);
    await assert.rejects(RunStore.open(home), /already running.*LABMATE_HOME/);
    await store.close();
    await (await RunStore.open(home)).close();
  });

  it('GIVEN a lock left by a process that is gone THEN it is taken over', async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, 'labmate.lock'), '999999999 1');
    await (await RunStore.open(home)).close();
  });

  for (const damage of ['', 'null', '{"version":1', '{"version":9}']) {
    it(`GIVEN the file holds ${JSON.stringify(damage)} THEN the newest backup is taken and the file set aside`, async () => {
      const home = temporaryFolder();
      const first = await openRuns(home);
      await first.runs.submit({}, student);
      await first.store.backup('2026-11-23', 3);
      await first.store.close();
      writeFileSync(join(home, 'labmate.json'), damage);

      const warnings: string[] = [];
      const store = await RunStore.open(home, { warn: (message) => warnings.push(message) });
      assert.equal(store.list().length, 1);
      assert.match(warnings.join('\n'), /damaged/);
      assert.equal(readFileSync(join(home, 'labmate.json.damaged'), 'utf8'), damage);
      await store.close();
    });
  }

  it('GIVEN damage and no backup THEN it stops with a sentence rather than start empty', async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, 'labmate.json'), 'null');
    await assert.rejects(RunStore.open(home), /damaged.*no valid backup/s);
  });

  it('GIVEN more backups than are kept THEN the oldest go', async () => {
    const home = temporaryFolder();
    const { store } = await openRuns(home);
    for (const stamp of ['2026-01-01', '2026-01-02', '2026-01-03']) await store.backup(stamp, 2);
    assert.deepEqual(readdirSync(join(home, 'backups')).sort(), [
      'labmate-2026-01-02.json',
      'labmate-2026-01-03.json',
    ]);
    await store.close();
  });

  it('GIVEN changes after a cursor THEN only those runs come, oldest change first', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const one = await runs.submit({}, student);
    const two = await runs.submit({ seed: 2 }, student);
    await runs.started(one);
    assert.deepEqual(
      store.changedSince(one.revision).map(({ id }) => id),
      [two.id, one.id],
    );
    await store.close();
  });
});
