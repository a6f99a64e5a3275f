import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { type RunFile, type RunFolder, scoreLineSchema } from '../../src/runs/run-folder.js';
import type { RunSpec } from '../../src/runs/spec.js';
import { runMetricsSchema } from '../../src/task/metrics.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { type Ended, makeData, makeRun, MODELS, runWorker } from './run-worker.js';

const home = temporaryFolder();
let data: RunFile['data'];
let runs = 0;

before(async () => {
  data = await makeData(join(home, 'small'));
});

const newRun = (spec: Partial<RunSpec>, model: RunFile['model'] = MODELS.ngram) =>
  makeRun(join(home, `run-${(runs += 1)}`), data, { model, spec });

async function train(spec: Partial<RunSpec>, model?: RunFile['model']) {
  const folder = await newRun(spec, model);
  const ended = await runWorker(folder);
  assert.equal(ended.code, 0, ended.log);
  return { folder, events: ended.events, done: doneOf(ended) };
}

function doneOf({ events, log }: Ended) {
  const done = events.at(-1);
  assert.ok(done?.type === 'done', log);
  return done;
}

const looksOf = (events: Ended['events']) =>
  events.flatMap((event) => (event.type === 'epoch' || event.type === 'eval' ? [event] : []));
const metricsOf = async ({ metrics }: RunFolder) =>
  runMetricsSchema.parse(JSON.parse(await readFile(metrics, 'utf8')));
const weightsIn = (folder: string) => readFile(join(folder, 'model.safetensors'), 'base64');

describe('keep', () => {
  /** So fast that later epochs are worse. */
  const FAST = { lr: 0.5, schedule: 'constant', warmup: 0, epochs: 5, dropout: 0 } as const;

  it('best, last and both: metrics and scores belong to checkpoint/', async () => {
    const best = await train({ ...FAST, keep: 'best' });
    const last = await train({ ...FAST, keep: 'last' });
    const both = await train({ ...FAST, keep: 'both' });
    assert.ok(best.done.best_epoch < 5, 'the best must not be the last for this test');
    assert.deepEqual([last.done.best_epoch, last.done.best_step], [5, 15]);
    assert.equal(both.done.best_epoch, best.done.best_epoch);

    assert.equal((await metricsOf(last.folder)).dev.micro_f1, looksOf(last.events).at(-1)?.micro_f1);
    assert.deepEqual(await metricsOf(both.folder), await metricsOf(best.folder));
    assert.notEqual(await weightsIn(last.folder.checkpoint), await weightsIn(best.folder.checkpoint));
    assert.equal(await weightsIn(both.folder.checkpoint), await weightsIn(best.folder.checkpoint));
    assert.equal(await weightsIn(both.folder.checkpointLast), await weightsIn(last.folder.checkpoint));
    assert.ok(!existsSync(best.folder.checkpointLast) && !existsSync(last.folder.checkpointLast));
    assert.notEqual(
      await readFile(last.folder.testScores, 'utf8'),
      await readFile(best.folder.testScores, 'utf8'),
    );
  });
});

describe('eval_steps', () => {
  it('looks at the dev set within epochs, too, and the best of all looks is kept', async () => {
    const { folder, events, done } = await train({ eval_steps: 2 }, MODELS.encoder);
    const looks = looksOf(events);
    assert.deepEqual(
      looks.map(({ type, epoch, step }) => [type, epoch, step]),
      [
        ['eval', 1, 2],
        ['epoch', 1, 3],
        ['eval', 2, 4],
        ['epoch', 2, 6],
        ['eval', 3, 8],
        ['epoch', 3, 9],
      ],
    );
    const most = Math.max(...looks.map(({ micro_f1 }) => micro_f1));
    const best = looks.find(({ micro_f1 }) => micro_f1 === most);
    assert.deepEqual([done.best_epoch, done.best_step], [best?.epoch, best?.step]);
    assert.equal((await metricsOf(folder)).dev.micro_f1, most);
    assert.deepEqual(looks.findLast((look) => look.best)?.step, best?.step);
  });

  it('trains the same steps as without', async () => {
    const steps = async (eval_steps: number) => {
      const { events } = await train({ eval_steps }, MODELS.encoder);
      return events.filter(({ type }) => type === 'step');
    };
    assert.deepEqual(await steps(2), await steps(0));
  });

  it('patience counts looks, and may end within an epoch', async () => {
    const { events, done } = await train({ lr: 1e-30, eval_steps: 1, patience: 1, keep: 'both' });
    assert.deepEqual([done.best_epoch, done.best_step], [1, 1]);
    assert.equal(events.filter(({ type }) => type === 'step').length, 2);
    const note = events.findLast((event) => event.type === 'note');
    assert.ok(note?.type === 'note');
    assert.equal(note.message, 'No better dev micro-F1 in 1 evaluation: stopped after step 2 (epoch 1).');
  });
});

describe('a loss that is no number any more', () => {
  it('leaves the last good epoch’s checkpoint and its scores, and says so', async () => {
    // One step an epoch; the first one has the rate 0, the next ones are far too large.
    const spec = { batch: 64, epochs: 6, lr: 1e38, warmup: 0.9, grad_clip: 0 };
    const folder = await newRun(spec);
    const { code, events } = await runWorker(folder);
    assert.equal(code, 1);
    const failed = events.at(-1);
    assert.ok(failed?.type === 'failed' && failed.reason === 'nan');
    const good = looksOf(events)
      .filter(({ best }) => best)
      .at(-1)?.epoch;
    assert.match(
      failed.message,
      new RegExp(
        `at step \\d+ \\(epoch \\d+\\) with lr:1e\\+38\\. Epoch ${good}'s checkpoint and its scores are kept`,
      ),
    );
    const best = Math.max(...looksOf(events).map(({ micro_f1 }) => micro_f1));
    assert.equal((await metricsOf(folder)).dev.micro_f1, best);
    const scores = (await readFile(folder.testScores, 'utf8')).trimEnd().split('\n');
    for (const line of scores) scoreLineSchema.parse(JSON.parse(line));
    assert.equal(scores.length, 10);
    assert.ok(existsSync(join(folder.checkpoint, 'model.safetensors')));
  });
});

describe('less at once than the spec has', () => {
  for (const [name, model] of Object.entries(MODELS))
    it(`${name}: takes the steps of the whole batch, and says what it was made to`, async () => {
      const losses = async (batch?: number) => {
        const folder = await newRun({ batch: 15, epochs: 2, dropout: 0 }, model);
        if (batch) await writeFile(folder.adjusted, JSON.stringify({ batch, accumulate: 15 / batch }));
        const { code, events, log } = await runWorker(folder);
        assert.equal(code, 0, log);
        return { events, steps: events.flatMap((event) => (event.type === 'step' ? [event] : [])) };
      };
      const [whole, parts] = [await losses(), await losses(3)];
      assert.equal(parts.steps.length, whole.steps.length);
      for (const [i, { loss, lr, gradNorm }] of whole.steps.entries()) {
        const part = parts.steps[i];
        assert.ok(
          part?.lr === lr && Math.abs(part.loss - loss) < 1e-5,
          `step ${i + 1}: ${part?.loss}, not ${loss}`,
        );
        assert.ok(Math.abs(part.gradNorm / gradNorm - 1) < 1e-3, `step ${i + 1}: norm ${part.gradNorm}`);
      }
      const note = parts.events.find((event) => event.type === 'note');
      assert.ok(note?.type === 'note');
      assert.equal(note.message, 'Memory ran out: batch 15 x accumulate 1 became 3 x 5.');
    });
});
