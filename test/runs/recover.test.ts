import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Runs } from '../../src/runs/runs.js';
import { openRuns, resultOf, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const time = '2026-11-23T00:00:00.000Z';

async function runningRun(runs: Runs) {
  return runs.started(await runs.submit({}, student));
}

describe('a run that was training when Labmate stopped', () => {
  it('GIVEN its worker had finished THEN it is done with its result', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const run = await runningRun(runs);
    const folder = runs.folder(run.id);
    const { dev, dev_tuned } = resultOf(0.61);
    writeFileSync(folder.metrics, JSON.stringify({ dev, dev_tuned }));
    writeFileSync(folder.events, `${JSON.stringify({ type: 'done', time, best_epoch: 2, seconds: 9 })}\n`);
    await runs.recover();
    assert.equal(store.get(run.id)?.state, 'done');
    assert.equal(store.get(run.id)?.result?.dev.micro_f1, 0.61);
    await store.close();
  });

  it('GIVEN it had not THEN it waits again', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const run = await runningRun(runs);
    writeFileSync(runs.folder(run.id).events, '{"type":"step","st');
    await runs.recover();
    assert.deepEqual([store.get(run.id)?.state, store.get(run.id)?.crashes], ['queued', 1]);
    await store.close();
  });

  it('GIVEN it happened max_attempts times THEN it failed, with what to do next', async () => {
    const { store, runs } = await openRuns(
      temporaryFolder(),
      ({ labmate }) => (labmate.queue.max_attempts = 1),
    );
    const run = await runningRun(runs);
    await runs.recover();
    const after = store.get(run.id);
    assert.equal(after?.state, 'failed');
    assert.match(after?.failure?.hint ?? '', /\/train/);
    await store.close();
  });
});
