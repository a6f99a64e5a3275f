import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type RunFile, type RunFolder, scoreLineSchema } from '../../src/runs/run-folder.js';
import { evaluateScores } from '../../src/task/evaluate.js';
import { runMetricsSchema } from '../../src/task/metrics.js';
import { readLabelledExamples } from '../../src/task/read-examples.js';
import { readSafetensors } from '../../src/training/weights/safetensors.js';
import { makeData, makeRun, MODELS, runWorker } from './run-worker.js';

const LABELS = ['joy', 'anticipation', 'trust', 'surprise', 'disgust', 'fear', 'anger', 'sadness'];
let home: string;
let data: RunFile['data'];
let runs = 0;

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'labmate-worker-'));
  data = await makeData(join(home, 'small'));
});
after(() => rm(home, { recursive: true, force: true }));

const newDir = () => join(home, `run-${(runs += 1)}`);

async function readScores(file: string) {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => scoreLineSchema.parse(JSON.parse(line)));
}

async function readMetrics(folder: RunFolder) {
  return runMetricsSchema.parse(JSON.parse(await readFile(folder.metrics, 'utf8')));
}

describe('the worker trains', () => {
  for (const [name, model] of Object.entries(MODELS))
    it(`${name}: events, scores, metrics and checkpoint agree`, async () => {
      const folder = await makeRun(newDir(), data, { model });
      const { code, events, log } = await runWorker(folder);
      assert.equal(code, 0, log);
      const types = events.filter(({ type }) => type !== 'note').map(({ type }) => type);
      const epoch = ['step', 'step', 'step', 'epoch'];
      assert.deepEqual(types, ['start', ...epoch, ...epoch, ...epoch, 'done']);

      const epochs = events.filter((event) => event.type === 'epoch');
      const done = events.at(-1);
      assert.ok(done?.type === 'done');
      const best = Math.max(...epochs.map(({ micro_f1 }) => micro_f1));
      const metrics = await readMetrics(folder);
      assert.equal(metrics.dev.micro_f1, best);
      assert.equal(epochs.find(({ micro_f1 }) => micro_f1 === best)?.epoch, done.best_epoch);
      assert.ok(metrics.dev_tuned.micro_f1 >= 0);

      const dev = await readLabelledExamples(data.dev, LABELS);
      const scores = await readScores(folder.devScores);
      assert.deepEqual(
        scores.map(({ id }) => id),
        dev.map(({ id }) => id),
      );
      const probabilities = scores.map(({ logits }) => logits.map((x) => 1 / (1 + Math.exp(-x))));
      const targets = dev.map(({ labels }) => labels);
      assert.deepEqual(evaluateScores(probabilities, targets, LABELS), metrics.dev);
      assert.equal((await readScores(folder.testScores)).length, 10);

      const files = await readdir(folder.checkpoint);
      assert.ok(files.includes('config.json') && files.includes('optimizer.safetensors'));
      assert.equal(files.includes('tokenizer.json'), name === 'encoder');
      const weights = await readSafetensors(join(folder.checkpoint, 'model.safetensors'));
      const sizes = [...weights.values()].map((tensor) => tensor.data.length);
      const start = events.find((event) => event.type === 'start');
      assert.equal(
        sizes.reduce((sum, size) => sum + size, 0),
        start?.parameters,
      );
    });

  for (const [name, model] of Object.entries(MODELS))
    it(`${name}: the same spec gives the same numbers, another seed gives others`, async () => {
      const numbers = async (seed: number) => {
        const folder = await makeRun(newDir(), data, { model, spec: { seed, epochs: 2 } });
        const { events } = await runWorker(folder);
        const steps = events.filter((event) => event.type === 'step');
        return { steps, scores: await readFile(folder.testScores, 'utf8') };
      };
      const first = await numbers(7);
      assert.deepEqual(await numbers(7), first);
      assert.notDeepEqual((await numbers(8)).steps, first.steps);
    });

  for (const [name, model] of Object.entries(MODELS))
    it(`${name}: the slow engine gives the same losses, and the run says that it is slow`, async () => {
      const losses = async (env: Record<string, string>) => {
        // Each engine draws dropout in its own way.
        const folder = await makeRun(newDir(), data, { model, spec: { epochs: 1, dropout: 0 } });
        const { code, events, log } = await runWorker(folder, undefined, env);
        assert.equal(code, 0, log);
        return { events, losses: events.filter((event) => event.type === 'step').map(({ loss }) => loss) };
      };
      const slow = await losses({ LABMATE_ENGINE: 'wasm' });
      const start = slow.events.find((event) => event.type === 'start');
      assert.deepEqual([start?.engine.kind, start?.engine.slow, start?.engine.step], ['wasm', true, 'eager']);
      assert.ok(slow.events.some((event) => event.type === 'note' && /engine is slow/.test(event.message)));
      for (const [step, loss] of (await losses({})).losses.entries())
        assert.ok(Math.abs(loss - (slow.losses[step] ?? NaN)) < 1e-3, `step ${step + 1}`);
    });

  for (const [name, model] of Object.entries(MODELS))
    it(`${name}: a batch in parts gives the losses of the whole batch, and the parts are counted as one step`, async () => {
      const numbers = async (batch: number, accumulate: number) => {
        const spec = { batch, accumulate, epochs: 2, dropout: 0, shuffle: false, bucket: false };
        const { code, events, log } = await runWorker(await makeRun(newDir(), data, { model, spec }));
        assert.equal(code, 0, log);
        const start = events.find((event) => event.type === 'start');
        return { steps: events.filter((event) => event.type === 'step'), planned: start?.steps };
      };
      const whole = await numbers(16, 1);
      const parts = await numbers(4, 4);
      assert.deepEqual([parts.steps.length, parts.planned], [6, 6]);
      for (const [i, { loss, gradNorm, lr }] of whole.steps.entries()) {
        const part = parts.steps[i];
        assert.equal(part?.lr, lr);
        assert.ok(Math.abs(part.loss - loss) < 1e-4, `step ${i + 1}: loss ${part.loss}, not ${loss}`);
        assert.ok(Math.abs(part.gradNorm / gradNorm - 1) < 1e-2, `step ${i + 1}: norm ${part.gradNorm}`);
      }
    });

  it('counts tokens and padding: fewer are padding where texts are bucketed', async () => {
    const share = async (bucket: boolean) => {
      const folder = await makeRun(newDir(), data, { spec: { bucket, batch: 2, maxlen: 64 } });
      const { events, log } = await runWorker(folder);
      const [epoch] = events.filter((event) => event.type === 'epoch');
      assert.ok(epoch?.tokens && epoch.padding !== undefined);
      const said = `${((100 * epoch.padding) / epoch.tokens).toFixed(1)} % of tokens were padding`;
      assert.ok(log.includes(said), `no “${said}” in ${log}`);
      return { real: epoch.tokens - epoch.padding, padding: epoch.padding / epoch.tokens };
    };
    const [bucketed, plain] = [await share(true), await share(false)];
    assert.equal(bucketed.real, plain.real);
    assert.ok(bucketed.padding < plain.padding / 2, `${bucketed.padding} of ${plain.padding}`);
  });

  it('with layers that learn at rates of their own, for an encoder: the embeddings move less', async () => {
    const moved = async (layer_decay: number) => {
      const spec = { layer_decay, epochs: 1, lr: 1e-2, warmup: 0, decay: 0, dropout: 0 };
      const folder = await makeRun(newDir(), data, { model: MODELS.encoder, spec });
      const { code, log } = await runWorker(folder);
      assert.equal(code, 0, log);
      const weights = await readSafetensors(join(folder.checkpoint, 'model.safetensors'));
      // It begins at 1 everywhere.
      const gain = weights.get('bert.embeddings.LayerNorm.weight')?.data ?? [];
      return Math.max(...Array.from(gain, (value) => Math.abs(value - 1)));
    };
    const [slow, whole] = [await moved(0.5), await moved(1)];
    // Embeddings lie two layers below the head: a quarter of the rate.
    assert.ok(slow > 0.1 * whole && slow < 0.4 * whole, `${slow} against ${whole}`);
  });

  it('keeps the first of equal epochs, and stops when patience ends', async () => {
    const folder = await makeRun(newDir(), data, { spec: { lr: 1e-30, epochs: 50, patience: 2 } });
    const { code, events } = await runWorker(folder);
    assert.equal(code, 0);
    assert.equal(events.filter(({ type }) => type === 'epoch').length, 3);
    const last = events.at(-1);
    assert.ok(last?.type === 'done' && last.best_epoch === 1);
    const note = events.findLast(({ type }) => type === 'note');
    assert.ok(note?.type === 'note' && /No better dev micro-F1 in 2 epochs/.test(note.message));
  });

  for (const loss of ['asl', 'apl'] as const)
    it(`with ${loss}`, async () => {
      const spec = { loss, gamma_neg: 4, gamma_pos: 1, clip: 0.05, epochs: 1 };
      const { code, log } = await runWorker(await makeRun(newDir(), data, { spec }));
      assert.equal(code, 0, log);
    });
});

describe('the worker fails in words', () => {
  async function failsWith(folder: RunFolder, onOutput?: Parameters<typeof runWorker>[1]) {
    const { code, events, log } = await runWorker(folder, onOutput);
    assert.equal(code, 1, log);
    assert.ok(!existsSync(folder.metrics), 'there is a metrics.json');
    const last = events.at(-1);
    assert.ok(last?.type === 'failed', `ended with ${last?.type}`);
    assert.doesNotMatch(last.message, /\n/);
    return last;
  }

  it('at a line that is not valid, naming file and line', async () => {
    const broken = await makeData(join(home, 'broken'), (part, lines) =>
      part === 'dev' ? lines.with(4, '{"id": "x"}') : lines,
    );
    const { reason, message } = await failsWith(await makeRun(newDir(), broken));
    assert.equal(reason, 'data');
    assert.match(message, /broken\/dev\.jsonl, line 5: input: /);
  });

  it('when the loss is no number any more, naming the step', async () => {
    const { reason, message, hint } = await failsWith(
      await makeRun(newDir(), data, { spec: { lr: 1e38, warmup: 0, grad_clip: 0 } }),
    );
    assert.equal(reason, 'nan');
    assert.match(message, /no finite number any more at step \d+ \(epoch 1\) with lr:1e\+38/);
    assert.match(hint ?? '', /Try lr:1e\+37 or grad_clip:1/);
  });

  it('when it is told to stop, at the next step', async () => {
    const folder = await makeRun(newDir(), data, { spec: { epochs: 1000 } });
    const { reason } = await failsWith(folder, (log, child) => {
      if (log.includes('Epoch 1/1000')) child.kill('SIGTERM');
    });
    assert.equal(reason, 'cancelled');
  });

  it('without another word when its parent is gone', async () => {
    const folder = await makeRun(newDir(), data, { spec: { epochs: 1000 } });
    const { code, events } = await runWorker(folder, (log, child) => {
      if (log.includes('Epoch 1/1000') && child.connected) child.disconnect();
    });
    assert.equal(code, 1);
    assert.ok(events.every(({ type }) => type !== 'failed' && type !== 'done'));
  });

  it('when spec.json is not a spec', async () => {
    const folder = await makeRun(newDir(), data);
    await writeFile(folder.spec, '{"run": "1"}');
    const { reason, message } = await failsWith(folder);
    assert.equal(reason, 'bug');
    assert.match(message, /spec\.json is not valid/);
  });

  it('when the catalogue entry is not valid', async () => {
    const model = { kind: 'ngram' as const, settings: { orders: [0] } };
    const { message } = await failsWith(await makeRun(newDir(), data, { model }));
    assert.match(message, /settings of model ngram are not valid \(orders\.0: .*Mend its entry/);
  });
});
