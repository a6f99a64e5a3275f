import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { memberFolders, type RunFile, type RunFolder } from '../../src/runs/run-folder.js';
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
async function outcomeOf(folder: RunFolder, { events }: Ended, { folds = 0, seeds = 1 } = {}) {
  const done = events.at(-1);
  assert.ok(done?.type === 'done', `ended with ${done?.type}`);
  const text = (file: string) => readFile(file, 'utf8').catch(() => 'none');
  const scoresOf = async ({ metrics, devScores, testScores, heldOutScores, oofScores }: RunFolder) =>
    Promise.all([metrics, devScores, testScores, heldOutScores, oofScores].map(text));
  const members = memberFolders(folder, { folds, seeds });
  const tensors = (file: string) =>
    Promise.all(members.map(({ checkpoint }) => readFile(join(checkpoint, file), 'base64')));
  return {
    steps: events.filter((event) => event.type === 'step'),
    looks: events.flatMap((event) =>
      event.type === 'epoch' || event.type === 'eval'
        ? [{ ...event, time: '', seconds: 0, seconds_left: 0 }]
        : [],
    ),
    best: [done.best_epoch, done.best_step],
    scores: await scoresOf(folder),
    ofMembers: await Promise.all(members.map(scoresOf)),
    weights: await tensors('model.safetensors'),
    moments: await tensors('optimizer.safetensors'),
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
  return { outcome: await outcomeOf(folder, ended, settings.spec), longest };
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

  const PARTS = {
    folds: { model: MODELS.encoder, spec: { folds: 3, epochs: 3, batch: 4, eval_steps: 3 } },
    seeds: { model: MODELS.ngram, spec: { seeds: 3, epochs: 3, dropout: 0.1 } },
  };
  for (const [name, settings] of Object.entries(PARTS))
    it(`${name}: goes on within its part, repeats none that is finished, and ends bit for bit as it should`, async () => {
      const { outcome } = await uninterrupted(settings);
      // Before the part has saved anything, after its first epoch, and when it is all but done.
      for (const line of ['Part 2 of 3', 'Epoch 1/3', 'Epoch 3/3']) {
        const folder = await newRun(settings);
        const inPart = (log: string) => log.slice(log.indexOf('Part 2 of 3')).includes(line);
        let struck = false;
        const killed = await runWorker(folder, (log, child) => {
          if (struck || !log.includes('Part 2 of 3') || !inPart(log)) return;
          struck = true;
          child.kill('SIGKILL');
        });
        assert.equal(killed.signal, 'SIGKILL');
        const [first] = memberFolders(folder, { folds: 0, seeds: 1, ...settings.spec });
        const { mtimeMs } = await stat(first?.metrics ?? '');
        const ended = await runWorker(folder);
        assert.equal(ended.code, 0, ended.log);
        assert.deepEqual(await outcomeOf(folder, ended, settings.spec), outcome, line);
        assert.equal((await stat(first?.metrics ?? '')).mtimeMs, mtimeMs, 'part 1 is not trained again');
        assert.doesNotMatch(ended.log, /Part 1 of 3/);
        const begins = ended.events.filter((event) => event.type === 'start' || event.type === 'resume');
        assert.deepEqual([...new Set(begins.map(({ part }) => part))], [1, 2, 3]);
        assert.ok(!existsSync(folder.state) && !existsSync(folder.finishedParts));
      }
    });

  it('seeds: begins its part again where what was saved of it is not whole, and keeps those before', async () => {
    const { outcome } = await uninterrupted(PARTS.seeds);
    const folder = await newRun(PARTS.seeds);
    let struck = false;
    await runWorker(folder, (log, child) => {
      if (struck || !log.slice(log.indexOf('Part 3 of 3')).includes('Epoch 2/3')) return;
      struck = log.includes('Part 3 of 3');
      if (struck) child.kill('SIGKILL');
    });
    const tensors = (await readdir(folder.state)).find((name) => name.startsWith('optimizer'));
    await truncate(join(folder.state, tensors ?? ''), 1000);
    const ended = await runWorker(folder);
    assert.ok(ended.events.every(({ type }) => type !== 'resume'));
    assert.doesNotMatch(ended.log, /Part [12] of 3/);
    assert.deepEqual(await outcomeOf(folder, ended, PARTS.seeds.spec), outcome);
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
