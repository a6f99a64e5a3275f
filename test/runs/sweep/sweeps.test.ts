import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isOpen } from '../../../src/runs/run.js';
import { RunStore } from '../../../src/runs/run-store.js';
import { keyOf } from '../../../src/runs/sweep/space.js';
import { summarize } from '../../../src/runs/sweep/sweep-summary.js';
import { textsIn } from '../../../src/texts/texts.js';
import { student } from '../../support/runs.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { openSweeps } from './sweep-lab.js';

const search = { space: 'dropout=0.1..0.6; epochs=1,2', strategy: 'tpe', budget: 8 };

describe('a sweep', () => {
  it('GIVEN a budget THEN so many runs are made, quiet, one open at a time, and the best is known', async () => {
    const lab = await openSweeps(temporaryFolder());
    let together = 0;
    lab.store.onChange(() => (together = Math.max(together, lab.store.list().filter(isOpen).length)));
    await lab.start();
    const { id } = await lab.submit({ ...search, intent: 'how much dropout?', set: 'lr=1e-3' });
    const sweep = await lab.ended(id);
    const members = lab.sweeps.members(id);
    const { best, done, secondsLeft } = summarize(sweep, members, 1);
    assert.deepEqual([sweep.state, done, together, secondsLeft], ['done', 8, 1, null]);
    assert.ok(
      members.every(
        ({ quiet, intent, spec }) => quiet && spec.lr === 1e-3 && intent === 'sweep 1: how much dropout?',
      ),
    );
    assert.deepEqual(
      members.map(({ sweep: own }) => own?.trial),
      [0, 1, 2, 3, 4, 5, 6, 7],
    );
    const dropouts = members.map(({ spec }) => spec.dropout);
    assert.equal(best?.spec.dropout, Math.max(...dropouts));
    assert.equal(new Set(members.map((run) => keyOf(run.sweep?.values ?? {}))).size, 8);
    await lab.stop();
  });

  it("GIVEN somebody's run meanwhile THEN it waits for one of the sweep's, not for all of them", async () => {
    const lab = await openSweeps(temporaryFolder());
    await lab.start();
    const { id } = await lab.submit({ ...search, strategy: 'random' });
    await lab.until(({ sweep }) => sweep?.trial === 1);
    const between = await lab.runs.submit({ dropout: 0.2, epochs: 1 }, student);
    lab.queue.wake();
    await lab.until((run) => run.id === between.id && run.state === 'done');
    assert.ok(lab.sweeps.members(id).length < 8);
    assert.equal((await lab.ended(id)).state, 'done');
    await lab.stop();
  });

  it('GIVEN restarts at any moment THEN it goes on where it was, with the same suggestions as without', async () => {
    const whole = await openSweeps(temporaryFolder());
    await whole.start();
    await whole.submit(search);
    await whole.ended('1');
    const expected = whole.sweeps.members('1').map(({ sweep }) => sweep?.values);
    await whole.stop();

    const home = temporaryFolder();
    for (const [at, state] of [
      [0, 'queued'],
      [2, 'running'],
      [5, 'done'],
    ] as const) {
      const lab = await openSweeps(home);
      await lab.start();
      if (lab.sweeps.list().length === 0) await lab.submit(search);
      await lab.until((run) => run.sweep?.trial === at && run.state === state);
      await lab.stop();
    }
    const last = await openSweeps(home);
    await last.start();
    assert.equal((await last.ended('1')).state, 'done');
    assert.deepEqual(
      last.sweeps.members('1').map(({ sweep }) => sweep?.values),
      expected,
    );
    assert.equal(last.store.list().length, 8, 'no suggestion became two runs');
    await last.stop();
  });

  it('GIVEN three failures in a row THEN it stops by itself and says why, with the last one’s sentence', async () => {
    const lab = await openSweeps(temporaryFolder());
    await lab.start();
    await lab.submit({ space: 'dropout=0.1,0.2,0.3,0.4,0.5', set: 'decay=1' });
    const sweep = await lab.ended('1');
    assert.equal(sweep.state, 'halted');
    assert.match(
      sweep.reason ?? '',
      /3 runs in a row failed.*run 3: train\.jsonl, line 3: no id\. Mend line 3\./,
    );
    assert.equal(lab.sweeps.members('1').length, 3);
    await lab.stop();
  });

  it('GIVEN a halted sweep that is resumed THEN what was lost is tried again under its number, then the rest', async () => {
    const home = temporaryFolder();
    const lab = await openSweeps(home);
    await lab.start();
    await lab.submit({ space: 'dropout=0.1,0.2,0.3,0.4,0.5', set: 'decay=1' });
    const halted = await lab.ended('1');
    // What made them fail is mended.
    await lab.store.saveSweep({ ...halted, fixed: { ...halted.fixed, decay: 0 } });
    assert.match(
      textsIn('en').say(await lab.sweeps.resume(lab.sweeps.require(), student)),
      /^Sweep 1 goes on, resumed by Student: 3 of 5 tried so far\.$/,
    );
    await lab.until(({ sweep, state }) => sweep?.trial === 1 && state === 'done');
    await lab.stop();

    const again = await openSweeps(home);
    await again.start();
    const { state, reason } = await again.ended('1');
    assert.deepEqual([state, reason], ['done', null]);
    const members = again.sweeps.members('1');
    assert.deepEqual(
      members.map((run) => [run.sweep?.trial, run.spec.dropout, run.state]),
      [
        [0, 0.1, 'failed'],
        [0, 0.1, 'done'],
        [1, 0.2, 'failed'],
        [1, 0.2, 'done'],
        [2, 0.3, 'failed'],
        [2, 0.3, 'done'],
        [3, 0.4, 'done'],
        [4, 0.5, 'done'],
      ],
    );
    assert.equal(summarize(again.sweeps.require(), members, 1).started, 5);
    await assert.rejects(again.sweeps.resume(again.sweeps.require(), student), /is done: its budget of 5/);
    await again.stop();
  });

  it('GIVEN one that is resumed though nothing was mended THEN it halts again after three new failures', async () => {
    const lab = await openSweeps(temporaryFolder());
    await lab.start();
    await lab.submit({ space: 'dropout=0.1,0.2,0.3,0.4,0.5', set: 'decay=1' });
    await lab.ended('1');
    await lab.sweeps.resume(lab.sweeps.require(), student);
    await assert.rejects(lab.sweeps.resume(lab.sweeps.require(), student), /is running already/);
    const { state, reason } = await lab.ended('1');
    assert.equal(state, 'halted');
    assert.match(reason ?? '', /3 runs in a row failed\. The last, run 6/);
    assert.equal(lab.sweeps.members('1').length, 6);
    await lab.stop();
  });

  it('GIVEN one whose run was stopped with it THEN, resumed, that suggestion is tried again', async () => {
    const lab = await openSweeps(temporaryFolder());
    await lab.start();
    await lab.submit({ space: 'dropout=0.1,0.2', set: 'label_smoothing=0.9 epochs=1' });
    await lab.until((run) => run.state === 'running' && run.progress !== null);
    await lab.sweeps.end(lab.sweeps.require(), student, { now: true });
    await lab.ended('1');
    await lab.sweeps.resume(lab.sweeps.require(), student);
    const again = await lab.until((run) => run.id === '2' && run.state === 'running');
    assert.deepEqual([again.sweep?.trial, again.spec.dropout], [0, 0.1]);
    await lab.sweeps.end(lab.sweeps.require(), student, { now: true });
    await lab.stop();
  });

  it('GIVEN failures between successes THEN it goes on', async () => {
    const lab = await openSweeps(temporaryFolder());
    await lab.start();
    await lab.submit({ space: 'dropout=0.1,0.2,0.3; decay=1,0' });
    assert.equal((await lab.ended('1')).state, 'done');
    const { done, failed } = summarize(lab.sweeps.require('1'), lab.sweeps.members('1'), 1);
    assert.deepEqual([done, failed], [3, 3]);
    await lab.stop();
  });

  it('GIVEN data that are gone THEN it stops by itself and says so', async () => {
    const lab = await openSweeps(temporaryFolder());
    await lab.submit({ space: 'dropout=0.1,0.2' });
    lab.settings.dataRoots.splice(0);
    await lab.start();
    const { state, reason } = await lab.ended('1');
    assert.deepEqual([state, lab.store.list().length], ['halted', 0]);
    assert.match(reason ?? '', /could not be queued: There is no data folder/);
    await lab.stop();
  });

  it('GIVEN stop THEN the run that trains may end; GIVEN now THEN it goes, too; no more are queued', async () => {
    const lab = await openSweeps(temporaryFolder());
    await lab.start();
    const hangs = { space: 'dropout=0.1..0.6', budget: 5, set: 'label_smoothing=0.9 epochs=1' };
    await lab.submit(hangs);
    await lab.until((run) => run.state === 'running' && run.progress !== null);
    assert.equal(
      textsIn('en').say(await lab.sweeps.end(lab.sweeps.require(), student)),
      'Sweep 1 is stopped. One run still trains to its end.',
    );
    assert.deepEqual([lab.sweeps.require().state, lab.sweeps.require().finished_at], ['stopped', null]);
    await assert.rejects(lab.sweeps.end(lab.sweeps.require(), student), /it is stopped.*cancel/);
    assert.equal(
      textsIn('en').say(await lab.sweeps.end(lab.sweeps.require(), student, { now: true })),
      'Sweep 1 is stopped.',
    );
    const { reason } = await lab.ended('1');
    assert.deepEqual(
      [reason, lab.store.list().map(({ state }) => state)],
      ['Stopped by Student.', ['cancelled']],
    );
    await lab.stop();
  });

  it('GIVEN the median rule THEN a weak run is stopped with its reason, counts as no failure, and is no result', async () => {
    const lab = await openSweeps(temporaryFolder());
    await lab.start();
    // The last five hang after their epochs: they end only where somebody stops them.
    await lab.submit({
      space: 'label_smoothing=0,0.9; dropout=0.4,0.6,0.5,0.51,0.52',
      pruner: 'median',
      set: 'epochs=3',
    });
    const run = await lab.until(({ state }) => state === 'cancelled');
    assert.deepEqual([run.failure?.reason, run.spec.dropout, run.spec.label_smoothing], ['pruned', 0.4, 0.9]);
    assert.equal(run.failure?.message, 'Pruned at epoch 2: 0.4000, median of the others 0.5100.');
    await lab.sweeps.end(lab.sweeps.require(), student, { now: true });
    const sweep = await lab.ended('1');
    const { done, pruned, failed } = summarize(sweep, lab.sweeps.members('1'), 1);
    assert.deepEqual([done, pruned, failed], [5, 1, 0]);
    await lab.stop();
  });

  it('GIVEN halving and a stop between its decision and the end of the run THEN the run goes at the next start', async () => {
    const home = temporaryFolder();
    const lab = await openSweeps(home);
    await lab.start();
    await lab.submit({ space: 'dropout=0.5', pruner: 'halving', set: 'label_smoothing=0.9 epochs=1' });
    const run = await lab.until(({ state, progress }) => state === 'running' && progress !== null);
    await lab.sweeps.stop();
    assert.ok(run.sweep);
    const pruned = {
      epoch: 1,
      score: 0.5,
      message: 'pruned at epoch 1: 0.5, the best 1 of 3 there reached 0.6',
    };
    await lab.store.update(run.id, { sweep: { ...run.sweep, pruned } });
    await lab.stop();

    const again = await openSweeps(home);
    await again.start();
    assert.equal((await again.ended('1')).state, 'done');
    assert.equal(
      again.store.get('1')?.failure?.message,
      'Pruned at epoch 1: 0.5, the best 1 of 3 there reached 0.6.',
    );
    await again.stop();
  });

  it('GIVEN two slots THEN two of its runs train at once, and no suggestion comes twice', async () => {
    const lab = await openSweeps(temporaryFolder(), 2);
    let together = 0;
    lab.store.onChange(() => (together = Math.max(together, lab.store.list().filter(isOpen).length)));
    await lab.start();
    await lab.submit(search);
    await lab.ended('1');
    const members = lab.sweeps.members('1');
    assert.deepEqual([together, members.length], [2, 8]);
    assert.equal(new Set(members.map((run) => keyOf(run.sweep?.values ?? {}))).size, 8);
    await lab.stop();
  });

  it('GIVEN a store from before there were sweeps THEN it is read, and its runs are nobody’s', async () => {
    const home = temporaryFolder();
    const lab = await openSweeps(home);
    await lab.runs.submit({}, student);
    await lab.stop();
    const file = join(home, 'labmate.json');
    const younger = ['sweeps', 'next_sweep', 'sweep', 'quiet'];
    const old = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')), (key, value: unknown) =>
      younger.includes(key) ? undefined : value,
    );
    writeFileSync(file, old);
    const store = await RunStore.open(home);
    assert.deepEqual([store.sweeps(), store.get('1')?.sweep, store.get('1')?.quiet], [[], null, false]);
    await store.close();
  });

  it('GIVEN a number that does not exist THEN a sentence says which there are', async () => {
    const lab = await openSweeps(temporaryFolder());
    assert.throws(() => lab.sweeps.require('3'), /No sweep was started yet.*\/sweep start/);
    await lab.submit({ space: 'dropout=0.1,0.2' });
    assert.throws(() => lab.sweeps.require('3'), /no sweep “3”\. Sweeps go from 1 to 1/);
    assert.equal(lab.sweeps.require('#1').id, '1');
    await lab.stop();
  });
});
