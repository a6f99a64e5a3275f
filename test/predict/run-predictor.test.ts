import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { RunPredictor } from '../../src/predict/run-predictor.js';
import type { RunStore } from '../../src/runs/run-store.js';
import { memberFolders, type RunFile } from '../../src/runs/run-folder.js';
import type { Runs } from '../../src/runs/runs.js';
import { readScores } from '../../src/runs/read-scores.js';
import { readExamples } from '../../src/task/read-examples.js';
import { sigmoid } from '../../src/task/sigmoid.js';
import { projectRoot } from '../golden/read-golden.js';
import { eventually } from '../support/eventually.js';
import { doneRun, openRuns, resultOf, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { makeData, makeRun, runWorker } from '../training/run-worker.js';

const worker = join(projectRoot, 'dist', 'src', 'training', 'text-worker.js');

/** Processes of this test that hold a model. */
const models = (): number[] =>
  execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('text-worker.js'))
    .map((line) => Number(line.trim().split(' ')[0]));

describe('texts that a run answers', () => {
  let store: RunStore;
  let runs: Runs;
  let data: RunFile['data'];

  before(async () => {
    ({ store, runs } = await openRuns(temporaryFolder()));
    const run = await doneRun(runs, 0.6);
    data = await makeData(join(temporaryFolder(), 'data'));
    assert.equal((await runWorker(await makeRun(runs.folder(run.id).dir, data))).code, 0);
    await doneRun(runs, 0.9, 'better, but without its weights');
  });

  after(() => store.close());

  const open = (more: { idleMs?: number; patienceMs?: number } = {}) =>
    new RunPredictor({ runs, worker, ...more });

  it('GIVEN texts of the dev file THEN the best run that has weights gives what it gave in training', async () => {
    const predictor = open();
    const scores = await readScores(runs.folder('1').devScores, { labels: 8 });
    for (const [row, { text, target }] of (await readExamples(data.dev)).slice(0, 3).entries()) {
      const { labels, run, usesTarget } = await predictor.predict({
        ...{ text, person: 'ari', ...(target === null ? {} : { target }) },
      });
      assert.deepEqual([run, usesTarget], ['1', target !== null]);
      for (const [at, { probability }] of labels.entries())
        assert.ok(Math.abs(probability - sigmoid(scores[row]?.logits[at] ?? NaN)) < 1e-5);
    }
    assert.equal(models().length, 1, 'one process for all of them');
    await predictor.stop();
    assert.deepEqual(models(), []);
  });

  it('GIVEN a second text of the same person meanwhile THEN it is refused, and another person is answered', async () => {
    const predictor = open();
    const first = predictor.predict({ text: '하나', person: 'ari' });
    await assert.rejects(predictor.predict({ text: '둘', person: 'ari' }), { identifier: 'predict.busy' });
    const other = predictor.predict({ text: '셋', person: 'bom' });
    assert.equal((await first).labels.length, 8);
    assert.equal((await other).labels.length, 8);
    assert.equal((await predictor.predict({ text: '넷', person: 'ari' })).run, '1');
    await predictor.stop();
  });

  it('GIVEN its process is killed THEN the next text starts another', async () => {
    const predictor = open();
    await predictor.predict({ text: '하나', person: 'ari' });
    const [pid = 0] = models();
    process.kill(pid, 'SIGKILL');
    await eventually(() => models().length === 0);
    assert.equal((await predictor.predict({ text: '둘', person: 'ari' })).labels.length, 8);
    assert.notDeepEqual(models(), [pid]);
    await predictor.stop();
  });

  it('GIVEN nobody asks for a while THEN its process ends', async () => {
    const predictor = open({ idleMs: 50 });
    await predictor.predict({ text: '하나', person: 'ari' });
    await eventually(() => models().length === 0);
    await predictor.stop();
  });

  it('GIVEN a training begins THEN its idle process makes room, and the next text is answered all the same', async () => {
    const predictor = open();
    await predictor.predict({ text: '하나', person: 'ari' });
    await runs.started(await runs.submit({ again: true }, student));
    await eventually(() => models().length === 0);
    assert.equal((await predictor.predict({ text: '둘', person: 'ari' })).labels.length, 8);
    await predictor.stop();
  });

  it('GIVEN an answer takes too long THEN the person hears so, and the process is ended', async () => {
    const predictor = open({ patienceMs: 1 });
    await assert.rejects(predictor.predict({ text: '하나', person: 'ari' }), { identifier: 'predict.slow' });
    await eventually(() => models().length === 0);
    await predictor.stop();
  });

  it('GIVEN a run of several parts THEN the mean of all of them answers, from one process', async () => {
    const { id } = await runs.submit({ seeds: 2, again: true }, student);
    const run = await runs.store.update(id, { state: 'done', result: resultOf(0.7) });
    const parts = memberFolders(runs.folder(id), run.spec);
    await makeRun(runs.folder(id).dir, data, { spec: { seeds: 2 } });
    assert.equal((await runWorker(runs.folder(id))).code, 0);
    const predictor = open();
    const scores = await readScores(runs.folder(id).devScores, { labels: 8 });
    const [{ text = '', target = null } = {}] = await readExamples(data.dev);
    const ask = () => predictor.predict({ text, person: 'ari', run: id, ...(target && { target }) });
    for (const [at, { probability }] of (await ask()).labels.entries())
      assert.ok(Math.abs(probability - sigmoid(scores[0]?.logits[at] ?? NaN)) < 1e-5);
    assert.equal(models().length, 1);
    rmSync(parts[1]?.checkpoint ?? '', { recursive: true });
    await assert.rejects(ask(), { identifier: 'predict.run', message: /weights of 1 of its 2 parts/ });
    rmSync(parts[0]?.checkpoint ?? '', { recursive: true });
    await runs.store.update(id, { checkpoint_freed_at: '2026-11-02T00:00:00.000Z' });
    await assert.rejects(ask(), { identifier: 'predict.freed', message: /freed on 2026-11-02/ });
    await predictor.stop();
  });

  it('GIVEN a run without weights, result or number THEN the sentence says what to type', async () => {
    const predictor = open();
    const ask = (run?: string) => predictor.predict({ text: '하나', person: 'ari', run });
    await assert.rejects(ask('2'), { identifier: 'predict.run', message: /Leave `run` out/ });
    await assert.rejects(ask('3'), { identifier: 'predict.run', message: /has no result/ });
    await assert.rejects(ask('99'), { identifier: 'run.unknown' });
    rmSync(join(runs.folder('1').checkpoint, 'model.safetensors'));
    await assert.rejects(ask('1'), { identifier: 'predict.failed' });
    rmSync(runs.folder('1').checkpoint, { recursive: true });
    await assert.rejects(ask(), { identifier: 'predict.none' });
    await predictor.stop();
  });
});
