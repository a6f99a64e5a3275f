import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cancelRun } from '../../src/queue/cancel-run.js';
import { LocalQueue } from '../../src/queue/local-queue.js';
import { readEvents } from '../../src/runs/read-events.js';
import type { Run } from '../../src/runs/run.js';
import type { RunStore } from '../../src/runs/run-store.js';
import { openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { workerFile } from '../training/run-worker.js';

const scripted = fileURLToPath(new URL('./scripted-worker.js', import.meta.url));
const log = { error: () => undefined, info: () => undefined };

async function open(worker = scripted) {
  const opened = await openRuns(temporaryFolder());
  const newQueue = () => new LocalQueue({ runs: opened.runs, worker, slots: 1, log });
  return { ...opened, newQueue, queue: newQueue() };
}

function until(store: RunStore, id: string, is: (run: Run) => boolean): Promise<Run> {
  return new Promise((resolve) => {
    const look = (run: Run) => {
      if (run.id !== id || !is(run)) return;
      stop();
      resolve(run);
    };
    const stop = store.onChange(look);
    const now = store.get(id);
    if (now) look(now);
  });
}

const ended = ({ state }: Run) => state === 'done' || state === 'failed' || state === 'cancelled';

describe('a run that ran out of memory', () => {
  it('GIVEN a batch of 5 THEN it is tried with 3, 2 and 1, each time said, and fails as before when 1 does not fit', async () => {
    const { store, runs, queue } = await open();
    const spec = { intent: 'say that memory ran out', batch: 5, accumulate: 2 };
    const run = await runs.submit(spec, student);
    const said: string[] = [];
    store.onChange(({ state, interruption }) => {
      if (state === 'queued' && interruption !== null && said.at(-1) !== interruption)
        said.push(interruption);
    });
    await queue.start();
    const { state, failure, attempts, adjusted, crashes } = await until(store, run.id, ended);
    assert.deepEqual(said, [
      'Memory ran out: batch 5 x accumulate 2 became 3 x 4.',
      'Memory ran out: batch 5 x accumulate 2 became 2 x 6.',
      'Memory ran out: batch 5 x accumulate 2 became 1 x 10.',
    ]);
    assert.deepEqual([state, attempts, crashes, failure?.reason], ['failed', 4, 0, 'oom']);
    assert.deepEqual(adjusted, { batch: 1, accumulate: 10 });
    const kept = JSON.parse(readFileSync(runs.folder(run.id).spec, 'utf8')) as { spec: { batch: number } };
    assert.deepEqual([run.spec.batch, kept.spec.batch], [5, 5], 'the spec stays as it was queued');
    await queue.stop();
    await store.close();
  });

  it('GIVEN it ran out before anything was ready to train THEN fewer examples are not tried', async () => {
    const { store, runs, queue } = await open();
    const run = await runs.submit({ intent: 'say that memory ran out at once', batch: 8 }, student);
    await queue.start();
    const { attempts, failure } = await until(store, run.id, ended);
    assert.deepEqual([attempts, failure?.reason], [1, 'oom']);
    await queue.stop();
    await store.close();
  });

  it('GIVEN a smaller batch fits THEN it ends as any run, and can be cancelled before', async () => {
    const { store, runs, queue } = await open();
    const fits = await runs.submit({ intent: 'need a batch of 4', batch: 16 }, student);
    const hangs = await runs.submit({ intent: 'hang with a batch of 4', batch: 16, again: true }, student);
    await queue.start();
    const done = await until(store, fits.id, ended);
    assert.deepEqual([done.state, done.adjusted], ['done', { batch: 4, accumulate: 4 }]);
    const running = await until(
      store,
      hangs.id,
      ({ state, attempts }) => state === 'running' && attempts === 3,
    );
    await cancelRun(running, { runs, queue });
    assert.equal(store.get(hangs.id)?.state, 'cancelled');
    await queue.stop();
    await store.close();
  });
});

/** Long enough to be stopped, with everything that a real worker writes. */
const REAL = { model: 'ngram', epochs: 12, batch: 128, intent: 'survive' };

describe('a run whose worker really trains', () => {
  it('GIVEN the bot stops under it THEN it goes on after its last epoch, with one line for each step', async () => {
    const { store, runs, queue, newQueue } = await open(workerFile);
    const run = await runs.submit(REAL, student);
    const folder = runs.folder(run.id);
    await queue.start();
    await until(store, run.id, ({ progress }) => (progress?.epoch ?? 0) >= 3);
    await queue.stop();
    assert.equal(store.get(run.id)?.state, 'queued');
    assert.ok(existsSync(join(folder.state, 'state.json')));

    const again = newQueue();
    const seen: number[] = [];
    store.onChange(({ progress }) => progress && seen.push(progress.epoch));
    await again.start();
    const { state, attempts, note, result } = await until(store, run.id, ended);
    assert.deepEqual([state, attempts], ['done', 2]);
    assert.match(note ?? '', /^Resumed after epoch \d+\.$/);
    assert.ok((seen[0] ?? 0) >= 2, `progress goes on from epoch ${seen[0]}`);
    const { events } = await readEvents(folder.events);
    const steps = events.flatMap((event) => (event.type === 'step' ? [event.step] : []));
    assert.deepEqual(
      steps,
      steps.map((_, i) => i + 1),
    );
    assert.equal(events.filter(({ type }) => type === 'epoch').length, REAL.epochs);
    assert.ok(result?.engine.startsWith('native') || result?.slow);
    assert.ok(!existsSync(folder.state) && !existsSync(`${folder.events}.attempt-1`));
    assert.ok(existsSync(`${folder.log}.attempt-1`));
    await again.stop();
    await store.close();
  });

  it('GIVEN its worker is killed THEN it goes on by itself while it gets further, and says why', async () => {
    const { store, runs, queue } = await open(workerFile);
    const run = await runs.submit(REAL, student);
    await queue.start();
    await until(store, run.id, ({ progress }) => (progress?.epoch ?? 0) >= 3);
    process.kill(Number(readFileSync(join(runs.folder(run.id).dir, 'worker.pid'), 'utf8')), 'SIGKILL');
    const waiting = await until(store, run.id, ({ state }) => state !== 'running');
    assert.equal(waiting.state, 'queued');
    assert.match(waiting.interruption ?? '', /SIGKILL/);
    const done = await until(store, run.id, ended);
    assert.deepEqual([done.state, done.attempts, done.crashes], ['done', 2, 1]);
    await queue.stop();
    await store.close();
  });

  it('GIVEN several parts, and killed in a later one THEN it goes on there, and its progress with it', async () => {
    const { store, runs, queue } = await open(workerFile);
    const run = await runs.submit({ ...REAL, epochs: 4, seeds: 3 }, student);
    await queue.start();
    await until(store, run.id, ({ progress }) => progress?.part === 2);
    const folder = runs.folder(run.id);
    process.kill(Number(readFileSync(join(folder.dir, 'worker.pid'), 'utf8')), 'SIGKILL');
    const waiting = await until(store, run.id, ({ state }) => state !== 'running');
    assert.deepEqual([waiting.state, waiting.crashes], ['queued', 1]);
    const parts: (number | undefined)[] = [];
    store.onChange(({ progress }) => progress && parts.push(progress.part));
    const { state, result } = await until(store, run.id, ended);
    assert.equal(state, 'done');
    assert.ok(parts[0] === 2 && parts.at(-1) === 3, parts.join());
    assert.deepEqual([result?.parts?.length, result?.oof], [3, undefined]);
    const { events } = await readEvents(folder.events);
    const steps = events.flatMap((event) => (event.type === 'step' ? [[event.part, event.step]] : []));
    assert.equal(new Set(steps.map(String)).size, steps.length, 'each step of each part is there once');
    assert.equal(events.filter(({ type }) => type === 'epoch').length, 3 * 4);
    await queue.stop();
    await store.close();
  });

  it('GIVEN it is cancelled, or waits again and is cancelled then, THEN nothing of its state is left', async () => {
    const { store, runs, queue, newQueue } = await open(workerFile);
    const [first, second] = [
      await runs.submit(REAL, student),
      await runs.submit({ ...REAL, again: true }, student),
    ];
    await queue.start();
    await until(store, first.id, ({ progress }) => (progress?.epoch ?? 0) >= 2);
    await cancelRun(runs.require(first.id), { runs, queue });
    await until(store, second.id, ({ progress }) => (progress?.epoch ?? 0) >= 2);
    await queue.stop();
    await cancelRun(runs.require(second.id), { runs, queue: newQueue() });
    for (const { id } of [first, second]) {
      assert.equal(store.get(id)?.state, 'cancelled');
      assert.ok(!existsSync(runs.folder(id).state), `run ${id}`);
    }
    await store.close();
  });
});
