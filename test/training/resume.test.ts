import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunFile, RunFolder } from '../../src/runs/run-folder.js';
import type { RunSpec } from '../../src/runs/spec.js';
import { Random } from '../../src/training/random.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { type Ended, makeData, makeRun, MODELS, runWorker } from './run-worker.js';

/** How many moments each model is killed at: LABMATE_KILLS=20 for the thorough answer. */
const KILLS = Number(process.env['LABMATE_KILLS'] ?? 4);

const home = temporaryFolder();
let data: RunFile['data'];
let runs = 0;

before(async () => {
  data = await makeData(join(home, 'small'));
});

type Settings = { model: RunFile['model']; spec?: Partial<RunSpec> };
const newRun = (settings: Settings) => makeRun(join(home, `run-${(runs += 1)}`), data, settings);

/** What must be equal, bit for bit, however often the run was interrupted. */
async function outcomeOf({ checkpoint, ...folder }: RunFolder, { events }: Ended) {
  const weights = await readFile(join(checkpoint, 'model.safetensors'));
  const done = events.at(-1);
  assert.ok(done?.type === 'done', `ended with ${done?.type}`);
  return {
    steps: events.filter((event) => event.type === 'step'),
    looks: events.flatMap((event) =>
      event.type === 'epoch' || event.type === 'eval'
        ? [{ ...event, time: '', seconds: 0, seconds_left: 0 }]
        : [],
    ),
    best: [done.best_epoch, done.best_step],
    metrics: await readFile(folder.metrics, 'utf8'),
    dev: await readFile(folder.devScores, 'utf8'),
    test: await readFile(folder.testScores, 'utf8'),
    weights: weights.toString('base64'),
    moments: (await readFile(join(checkpoint, 'optimizer.safetensors'))).toString('base64'),
  };
}

/** Runs the worker and kills it so long after it has printed a line that begins like this. */
async function killAfter(folder: RunFolder, line: string, ms = 0): Promise<Ended> {
  let struck = false;
  return runWorker(folder, (log, child) => {
    if (struck || !log.includes(line)) return;
    struck = true;
    void sleep(ms).then(() => child.kill('SIGKILL'));
  });
}

/** A whole run that nothing interrupts, and the longest of its epochs in ms, with all that is saved at its end. */
async function uninterrupted(settings: Settings) {
  const folder = await newRun(settings);
  const ended = await runWorker(folder);
  assert.equal(ended.code, 0, ended.log);
  const times = ended.events.flatMap((event) => (event.type === 'epoch' ? [Date.parse(event.time)] : []));
  const longest = Math.max(...times.slice(1).map((time, i) => time - (times[i] ?? time)));
  return { outcome: await outcomeOf(folder, ended), longest };
}

const EPOCHS = 6;
/** Dropout, a new order and buckets are someSpec's own. */
const SETTINGS = {
  ngram: { model: MODELS.ngram, spec: { epochs: EPOCHS, dropout: 0.1 } },
  encoder: { model: MODELS.encoder, spec: { epochs: EPOCHS, batch: 4, accumulate: 2, eval_steps: 2 } },
};

describe('a run that is killed', () => {
  for (const [name, settings] of Object.entries(SETTINGS))
    it(`${name}: at any of ${KILLS} moments, ends in what it would have been, bit for bit`, async () => {
      const { outcome, longest } = await uninterrupted(settings);
      const random = new Random(20_261_124);
      for (let kill = 0; kill < KILLS; kill += 1) {
        const epoch = 1 + Math.floor(random.uniform() * EPOCHS);
        const ms = Math.round(random.uniform() * longest);
        const moment = `kill ${kill + 1}: ${ms} ms after epoch ${epoch}`;
        const folder = await newRun(settings);
        const killed = await killAfter(folder, `Epoch ${epoch}/`, ms);
        // Killed after its last word it is done: nothing would start it again.
        const wasDone = killed.events.at(-1)?.type === 'done';
        const ended = wasDone ? killed : await runWorker(folder);
        assert.ok(wasDone || ended.code === 0, `${moment}: ${ended.log}`);
        assert.deepEqual(await outcomeOf(folder, ended), outcome, moment);
        const resumed = ended.events.find((event) => event.type === 'resume');
        // At the end of an epoch the one before it is saved for certain.
        if (!wasDone && epoch > 1)
          assert.ok(resumed && resumed.epoch >= epoch - 1, `${moment}: ${JSON.stringify(resumed)}`);
        if (!wasDone) assert.ok(!existsSync(folder.state), `${moment}: the state is still there`);
        if (process.env['LABMATE_KILLS'])
          console.log(
            `${name}, ${moment}: ${resumed ? `resumed at step ${resumed.step}` : wasDone ? 'it was done' : 'began again'}`,
          );
      }
    });

  it('in the middle of writing the state, and between it and the checkpoint, again and again', async () => {
    const settings = { model: MODELS.encoder, spec: { epochs: 4 } };
    const { outcome } = await uninterrupted(settings);
    const folder = await newRun(settings);
    // What a kill leaves there: files of tensors that no state.json names, half a checkpoint, an event cut short.
    await killAfter(folder, 'Epoch 2/');
    await writeFile(join(folder.state, 'model-9.safetensors'), 'half of it');
    await appendFile(folder.events, '{"type":"step","step":7,"ep');
    const state = await readFile(join(folder.state, 'state.json'), 'utf8');
    const resumed = await killAfter(folder, 'Resumed after', 0);
    assert.equal(resumed.signal, 'SIGKILL');
    await writeFile(join(folder.state, 'state.json.1.tmp'), state.slice(0, 100));
    const ended = await runWorker(folder);
    assert.deepEqual(await outcomeOf(folder, ended), outcome);
  });

  it('starts from the beginning where what was saved is not whole, and still ends as it should', async () => {
    const { outcome } = await uninterrupted(SETTINGS.ngram);
    const folder = await newRun(SETTINGS.ngram);
    await killAfter(folder, 'Epoch 3/');
    const tensors = (await readdir(folder.state)).find((name) => name.startsWith('optimizer'));
    await truncate(join(folder.state, tensors ?? ''), 1000);
    const ended = await runWorker(folder);
    assert.ok(ended.events.every(({ type }) => type !== 'resume'));
    assert.deepEqual(await outcomeOf(folder, ended), outcome);
  });

  it('starts from the beginning, and says so, where the model is another one than what was saved', async () => {
    const { outcome } = await uninterrupted(SETTINGS.ngram);
    const folder = await newRun(SETTINGS.ngram);
    const spec = await readFile(folder.spec, 'utf8');
    await writeFile(folder.spec, spec.replace('"buckets":1024', '"buckets":512'));
    await killAfter(folder, 'Epoch 3/');
    await writeFile(folder.spec, spec);
    const ended = await runWorker(folder);
    assert.deepEqual(await outcomeOf(folder, ended), outcome);
    assert.ok(ended.events.some((event) => event.type === 'note' && /does not fit/.test(event.message)));
  });

  it('does not train on where patience had ended', async () => {
    const settings = {
      model: MODELS.ngram,
      spec: { lr: 1e-30, epochs: 50, patience: 2, keep: 'last' as const },
    };
    const { outcome } = await uninterrupted(settings);
    const folder = await newRun(settings);
    await killAfter(folder, 'stopped after epoch 3', 0);
    const ended = await runWorker(folder);
    assert.deepEqual(await outcomeOf(folder, ended), outcome);
    assert.equal(outcome.looks.length, 3);
    assert.deepEqual(outcome.best, [3, 9]);
  });

  it('adds up seconds, and says in a note from where it went on', async () => {
    const folder = await newRun(SETTINGS.ngram);
    await killAfter(folder, 'Epoch 4/');
    const { events } = await runWorker(folder);
    const resumed = events.find((event) => event.type === 'resume');
    const done = events.at(-1);
    assert.ok(resumed && done?.type === 'done');
    assert.ok(resumed.seconds > 0 && done.seconds > resumed.seconds, `${resumed.seconds}, ${done.seconds}`);
    const note = events.findLast((event) => event.type === 'note');
    assert.ok(note?.type === 'note');
    assert.equal(note.message, `Resumed after epoch ${resumed.epoch}.`);
    assert.equal(events.filter(({ type }) => type === 'start').length, 1);
  });

  it('goes on with the slow engine, too', async () => {
    const folder = await newRun({ model: MODELS.ngram, spec: { epochs: 4, dropout: 0 } });
    const wasm = { LABMATE_ENGINE: 'wasm' };
    await runWorker(
      folder,
      (log, child) => {
        if (log.includes('Epoch 3/')) child.kill('SIGKILL');
      },
      wasm,
    );
    const ended = await runWorker(folder, undefined, wasm);
    assert.equal(ended.code, 0, ended.log);
    const whole = await newRun({ model: MODELS.ngram, spec: { epochs: 4, dropout: 0 } });
    const { events } = await runWorker(whole, undefined, wasm);
    assert.ok(ended.events.some(({ type }) => type === 'resume'));
    const losses = (list: typeof events) =>
      list.flatMap((event) => (event.type === 'step' ? [event.loss] : []));
    assert.equal(losses(ended.events).length, losses(events).length);
    for (const [i, loss] of losses(ended.events).entries())
      assert.ok(Math.abs(loss - (losses(events)[i] ?? NaN)) < 1e-5, `step ${i + 1}`);
  });
});
