import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cancelSeveral, runsToCancel } from '../../src/queue/cancel-several.js';
import { pauseQueue, resumeQueue } from '../../src/queue/pause-queue.js';
import type { RunQueue } from '../../src/queue/run-queue.js';
import { moveRun } from '../../src/runs/queue-order.js';
import { RunStore } from '../../src/runs/run-store.js';
import { textsIn } from '../../src/texts/texts.js';
import { doneRun, openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

async function waiting(count: number) {
  const home = temporaryFolder();
  const opened = await openRuns(home);
  for (let n = 0; n < count; n++) await opened.runs.submit({ again: true }, student);
  const order = () => opened.runs.waiting().map(({ id }) => id);
  let woken = 0;
  const queue = { wake: () => void woken++ } as unknown as RunQueue;
  return { ...opened, home, order, queue, woken: () => woken };
}

describe('the order of waiting runs', () => {
  it('GIVEN runs that are moved THEN each stands where it was put, also after a new one and a restart', async () => {
    const { runs, store, order, home } = await waiting(4);
    const move = async (id: string, place: number) => {
      const { place: at, of } = await moveRun(runs.require(id), place, runs);
      return [at, of, ...order()];
    };
    assert.deepEqual(await move('4', 1), [1, 4, '4', '1', '2', '3']);
    assert.deepEqual(await move('1', 3), [3, 4, '4', '2', '1', '3']);
    assert.deepEqual(await move('2', 99), [4, 4, '4', '1', '3', '2']);
    assert.deepEqual(await move('2', 4), [4, 4, '4', '1', '3', '2']);
    await runs.submit({ again: true }, student);
    assert.deepEqual(order(), ['4', '1', '3', '2', '5']);
    await store.close();
    const again = await RunStore.open(home);
    assert.deepEqual(
      ['4', '1', '3', '2', '5'].map((id) => again.get(id)?.place ?? Number(id)),
      ['4', '1', '3', '2', '5'].map((id) => again.get(id)?.place ?? Number(id)).toSorted((a, b) => a - b),
    );
    await again.close();
  });

  it('GIVEN an interrupted run THEN it waits before those that were queued after it', async () => {
    const { runs, store, order } = await waiting(2);
    await runs.started(runs.require('1'));
    await moveRun(runs.require('2'), 1, runs);
    await runs.released('1');
    assert.deepEqual(order(), ['1', '2']);
    await store.close();
  });

  it('GIVEN a run that does not wait or a place that is none THEN it says so', async () => {
    const { runs, store } = await waiting(1);
    const done = await doneRun(runs, 0.6);
    await assert.rejects(moveRun(done, 1, runs), { identifier: 'queue.state' });
    await assert.rejects(moveRun(runs.require('1'), 0, runs), /`place` must be a whole number from 1/);
    await store.close();
  });

  it('GIVEN a pause THEN the store has it over a restart, and resuming wakes the queue', async () => {
    const { runs, store, queue, woken, home } = await waiting(1);
    assert.equal(await pauseQueue(student, { runs, queue }), true);
    assert.equal(await pauseQueue(student, { runs, queue }), false);
    await store.close();
    const again = await RunStore.open(home);
    assert.equal(again.paused()?.author.name, student.name);
    await again.close();
    assert.equal(await resumeQueue({ runs, queue }), true);
    assert.equal(woken(), 1);
    assert.equal(await resumeQueue({ runs, queue }), false);
  });

  it('GIVEN several to cancel THEN each is told once, and one that has ended keeps no other', async () => {
    const { runs, store, queue } = await waiting(3);
    const done = await doneRun(runs, 0.6);
    const wanted = runsToCancel({ run: `1, #2 ${done.id} 1` }, () => false, runs);
    const said = (await cancelSeveral(wanted, { runs, queue })).map((one) => [
      one.run.id,
      textsIn('en').say(one.said),
    ]);
    assert.deepEqual(said.slice(0, 2), [
      ['1', 'Run 1 is out of the queue.'],
      ['2', 'Run 2 is out of the queue.'],
    ]);
    assert.match(said[2]?.[1] ?? '', /Run 4 has ended already/);
    assert.deepEqual(
      runsToCancel({ all: 'mine' }, ({ author }) => author.id === student.id, runs).map(({ id }) => id),
      ['3'],
    );
    assert.throws(() => runsToCancel({}, () => true, runs), /Which runs\?/);
    assert.throws(() => runsToCancel({ all: 'mine' }, () => false, runs), /None of your runs/);
    await store.close();
  });
});
