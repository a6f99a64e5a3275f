import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cancelRun } from '../../src/queue/cancel-run.js';
import { LocalQueue } from '../../src/queue/local-queue.js';
import type { Run, RunState } from '../../src/runs/run.js';
import type { RunStore } from '../../src/runs/run-store.js';
import { textsIn } from '../../src/texts/texts.js';
import { openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const worker = fileURLToPath(new URL('./scripted-worker.js', import.meta.url));
const log = { error: () => undefined, info: () => undefined };

async function open(slots = 1) {
  const opened = await openRuns(temporaryFolder());
  return { ...opened, queue: new LocalQueue({ runs: opened.runs, worker, slots, log }) };
}

/** Resolves when the run is in one of the states (and, for running, has reported an epoch). */
function reaches(store: RunStore, id: string, ...states: RunState[]): Promise<Run> {
  return new Promise((resolve) => {
    const look = (run: Run) => {
      if (run.id !== id || !states.includes(run.state) || (run.state === 'running' && !run.progress)) return;
      stop();
      resolve(run);
    };
    const stop = store.onChange(look);
    const now = store.get(id);
    if (now) look(now);
  });
}

describe('the local queue', () => {
  for (const [intent, state, said] of [
    ['finish', 'done', undefined],
    ['throw', 'failed', /exit status 1.*Error: tensor of the wrong shape/],
    ['say why', 'failed', /train\.jsonl, line 3: no id\./],
    ['be killed', 'failed', /SIGKILL.*memory/],
  ] as const)
    it(`GIVEN a worker told to ${intent} THEN the run is ${state}, and the next one trains`, async () => {
      const { store, runs, queue } = await open();
      const run = await runs.submit({ intent }, student);
      const next = await runs.submit({ intent: 'finish', again: true }, student);
      await queue.start();
      const ended = await reaches(store, run.id, 'done', 'failed', 'cancelled');
      assert.equal(ended.state, state);
      if (said) assert.match(ended.failure?.message ?? '', said);
      assert.equal((await reaches(store, next.id, 'done')).result?.dev.micro_f1, 0.6);
      await queue.stop();
      await store.close();
    });

  it('GIVEN a crash THEN its last line is in the log and in the reason', async () => {
    const { store, runs, queue } = await open();
    const run = await runs.submit({ intent: 'throw' }, student);
    await queue.start();
    await reaches(store, run.id, 'failed');
    assert.match(readFileSync(runs.folder(run.id).log, 'utf8'), /tensor of the wrong shape/);
    await queue.stop();
    await store.close();
  });

  it('GIVEN one slot THEN runs train one after the other, oldest first', async () => {
    const { store, runs, queue } = await open();
    const started: string[] = [];
    let together = 0;
    store.onChange((run) => {
      if (run.state === 'running' && !run.progress) started.push(run.id);
      together = Math.max(together, store.list().filter(({ state }) => state === 'running').length);
    });
    for (let seed = 1; seed <= 3; seed++) await runs.submit({ intent: 'finish', seed }, student);
    await queue.start();
    await reaches(store, '3', 'done');
    assert.deepEqual([started, together], [['1', '2', '3'], 1]);
    await queue.stop();
    await store.close();
  });

  it('GIVEN two slots and two GPUs THEN each worker sees one, and a slot that is free again keeps its own', async (t) => {
    const before = process.env['CUDA_VISIBLE_DEVICES'];
    process.env['CUDA_VISIBLE_DEVICES'] = '3, 5';
    t.after(() => {
      if (before === undefined) delete process.env['CUDA_VISIBLE_DEVICES'];
      else process.env['CUDA_VISIBLE_DEVICES'] = before;
    });
    const { store, runs, queue } = await open(2);
    for (let seed = 1; seed <= 3; seed++) await runs.submit({ intent: 'hang', seed }, student);
    await queue.start();
    const first = await reaches(store, '1', 'running');
    await reaches(store, '2', 'running');
    await cancelRun(first, { runs, queue });
    await reaches(store, '3', 'running');
    const seen = ['1', '2', '3'].map((id) => readFileSync(runs.folder(id).log, 'utf8').trim());
    assert.deepEqual(
      seen,
      ['3', '5', '3'].map((gpu) => `CUDA_VISIBLE_DEVICES=${gpu}`),
    );
    await queue.stop();
    await store.close();
  });

  it('GIVEN a running run is cancelled THEN its process is gone and the run is cancelled', async () => {
    const { store, runs, queue } = await open();
    const run = await runs.submit({ intent: 'hang' }, student);
    await queue.start();
    const running = await reaches(store, run.id, 'running');
    const pid = Number(readFileSync(join(runs.folder(run.id).dir, 'worker.pid'), 'utf8'));
    assert.match(textsIn('en').say(await cancelRun(running, { runs, queue })), /cancelled/);
    assert.equal(store.get(run.id)?.state, 'cancelled');
    assert.throws(() => process.kill(pid, 0));
    await assert.rejects(cancelRun(runs.require('1'), { runs, queue }), /ended already/);
    await queue.stop();
    await store.close();
  });

  it('GIVEN a run is cancelled in the moment in which it is taken THEN it stays cancelled', async () => {
    const { store, runs, queue } = await open();
    await queue.start();
    const run = await runs.submit({ intent: 'hang' }, student);
    queue.wake();
    await cancelRun(runs.require(run.id), { runs, queue });
    const next = await runs.submit({ intent: 'finish' }, student);
    queue.wake();
    await reaches(store, next.id, 'done');
    assert.equal(store.get(run.id)?.state, 'cancelled');
    await queue.stop();
    await store.close();
  });

  it('GIVEN the bot stops under a run THEN the next start takes it up, and no process is left', async () => {
    const { store, runs, queue } = await open();
    const run = await runs.submit({ intent: 'hang' }, student);
    await queue.start();
    await reaches(store, run.id, 'running');
    await queue.stop();
    assert.deepEqual([store.get(run.id)?.state, store.get(run.id)?.crashes], ['queued', 0]);
    assert.equal(existsSync(join(runs.folder(run.id).dir, 'worker.pid')), false);

    const again = new LocalQueue({ runs, worker, slots: 1, log });
    await again.start();
    assert.equal((await reaches(store, run.id, 'running')).attempts, 2);
    await again.stop();
    await store.close();
  });

  it('GIVEN secrets in the environment THEN the worker does not get them', async () => {
    process.env.DISCORD_TOKEN = 'secret';
    const { store, runs, queue } = await open();
    const run = await runs.submit({ intent: 'hang' }, student);
    await queue.start();
    await reaches(store, run.id, 'running');
    const pid = readFileSync(join(runs.folder(run.id).dir, 'worker.pid'), 'utf8');
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
    assert.match(environment, /PATH=/);
    assert.doesNotMatch(environment, /DISCORD_TOKEN/);
    delete process.env.DISCORD_TOKEN;
    await queue.stop();
    await store.close();
  });
});
