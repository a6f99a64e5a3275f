import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LocalQueue } from '../../src/queue/local-queue.js';
import type { Run } from '../../src/runs/run.js';
import { openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const worker = fileURLToPath(new URL('./scripted-worker.js', import.meta.url));
const log = { error: () => undefined, info: () => undefined };

describe('the local queue and the night', () => {
  it('GIVEN a run for the night THEN others pass it by day, and it starts by itself when the window begins', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const began = Date.now();
    // A clock that shows 21:59:58 in Seoul when the test begins.
    const now = () => new Date(Date.parse('2026-11-24T12:59:58Z') + Date.now() - began);
    const night = () => ({ night: { from: '22:00', until: '08:00' }, timezone: 'Asia/Seoul' });
    const queue = new LocalQueue({ runs, worker, slots: 1, log, night, now });
    const held = await runs.submit({ intent: 'finish', when: 'night' }, student);
    const other = await runs.submit({ intent: 'finish', seed: 5 }, student);
    const order: string[] = [];
    const ended = new Promise<void>((resolve) =>
      store.onChange((run: Run) => {
        if (run.state === 'running' && !order.includes(run.id)) order.push(run.id);
        if (run.id === held.id && run.state === 'done') resolve();
      }),
    );
    await queue.start();
    await ended;
    await queue.stop();
    assert.deepEqual(order, [other.id, held.id]);
    assert.ok(Date.parse(store.get(held.id)?.started_at ?? '') - began >= 1900, 'not before the window');
    await store.close();
  });
});
