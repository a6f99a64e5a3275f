import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { RunSpec } from '../../src/runs/spec.js';
import { readLabelledExamples } from '../../src/task/read-examples.js';
import { loadEngine } from '../../src/tensorflow/load-engine.js';
import { loadTrained } from '../../src/training/checkpoint/load-trained.js';
import { eagerLogits } from '../../src/training/eager-trainer.js';
import { encode } from '../../src/training/encode.js';
import { predict } from '../../src/training/predict.js';
import { prepareText } from '../../src/training/text/prepare-text.js';
import { projectRoot } from '../golden/read-golden.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { goldenCheckpoint, LABELS } from './golden-model.js';
import { makeData, makeRun, MODELS, runWorker } from './run-worker.js';

const python = process.env.BENCH_PYTHON;
const skip = python ? false : 'needs a Python with torch and transformers: name it in BENCH_PYTHON';
const script = (name: string) => join(projectRoot, 'test', 'training', name);
const ask = async (...words: string[]) => (await promisify(execFile)(python ?? '', words)).stdout;
const { tf } = await loadEngine();
const home = temporaryFolder();

/** As published, with the gradient's focus weights constant. */
const asl = { gamma_neg: 4, gamma_pos: 1, clip: 0.05, detach: true } as const;

/** Each text with its last word as target. */
const makeTargets = () =>
  makeData(join(home, 'data'), (_, lines) =>
    lines.map((line) => {
      const example = JSON.parse(line) as { input: { form: string; target: object } };
      const points = Array.from(example.input.form.trimEnd());
      const begin = points.lastIndexOf(' ') + 1;
      example.input.target = { form: points.slice(begin).join(''), begin, end: points.length };
      return JSON.stringify(example);
    }),
  );

describe("a run's checkpoint in transformers", { skip }, () => {
  for (const [what, model, spec] of [
    ['bert', 'bert-tiny-base', {}],
    ['electra, marked targets', 'electra-tiny-base', { target: 'mark' }],
    ['electra without projection, cleaned', 'electra-tiny-square-base', { clean: true }],
    ['roberta with a WordPiece tokenizer, no targets', 'roberta-tiny-base', { target: 'none' }],
    ['an encoder from scratch, marked targets', undefined, { target: 'mark' }],
  ] as [string, string | undefined, Partial<RunSpec>][])
    it(`loads whole, with the same tokens and logits: ${what}`, async () => {
      const data = await makeTargets();
      const start = model
        ? ({ kind: 'checkpoint', settings: { folder: goldenCheckpoint(model) } } as const)
        : MODELS.encoder;
      const folder = await makeRun(join(home, what), data, { model: start, spec: { epochs: 1, ...spec } });
      const { code, log } = await runWorker(folder);
      assert.equal(code, 0, log);
      const files = await predictDev(folder.checkpoint, data.dev, what);
      const answer = await ask(script('load_in_transformers.py'), folder.checkpoint, ...files);
      const { difference, ...loaded } = JSON.parse(answer) as { difference: number };
      assert.deepEqual(loaded, {
        class: `${model === undefined || what === 'bert' ? 'Bert' : model.startsWith('electra') ? 'Electra' : 'Roberta'}ForSequenceClassification`,
        problem_type: 'multi_label_classification',
        id2label: Object.fromEntries(LABELS.map((label, index) => [index, label])),
        ...{ dtype: 'torch.float32', missing: [], unexpected: [], other_tokens: 0 },
      });
      assert.ok(difference < 1e-5, `logits differ by ${difference}`);
    });
});

describe('a run, step by step', { skip }, () => {
  for (const [name, weights, spec] of [
    ['bert-tiny', 'pytorch_model.bin', { loss: 'bce', lr: 1e-3 }],
    ['electra-tiny', 'model.safetensors', { loss: 'asl', lr: 1e-3, ...asl }],
    ['electra-tiny-square', 'pytorch_model.bin', { loss: 'bce', lr: 3e-4, grad_clip: 0.2 }],
    ['roberta-tiny', 'model.safetensors', { loss: 'asl', lr: 5e-4, decay: 0.1, ...asl }],
  ] as [string, 'model.safetensors' | 'pytorch_model.bin', Partial<RunSpec>][])
    it(`has the losses, rates and norms that PyTorch has from the same texts: ${name}, ${spec.loss}`, async () => {
      const checkpoint = goldenCheckpoint(name, weights);
      const model = { kind: 'checkpoint', settings: { folder: checkpoint } } as const;
      const inOrder = { shuffle: false, bucket: false, dropout: 0, epochs: 10, batch: 16, maxlen: 32 };
      const folder = await makeRun(join(home, `steps of ${name}`), await makeTargets(), {
        model,
        spec: { ...inOrder, ...spec },
      });
      const { code, events, log } = await runWorker(folder);
      assert.equal(code, 0, log);
      const steps = events.filter((event) => event.type === 'step');
      const answer = await ask(script('train_in_pytorch.py'), checkpoint, folder.spec);
      const expected = JSON.parse(answer) as { loss: number; lr: number; gradNorm: number }[];
      assert.equal(steps.length, expected.length);
      assert.ok(steps.length >= 30);
      for (const [i, step] of steps.entries())
        for (const key of ['loss', 'lr', 'gradNorm'] as const) {
          const difference = Math.abs(step[key] - (expected[i]?.[key] ?? NaN));
          const most = 1e-4 * Math.max(Math.abs(step[key]), 1e-6);
          assert.ok(difference <= most, `${key} of step ${i + 1}: ${step[key]}, not ${expected[i]?.[key]}`);
        }
    });
});

/** Texts as the model is given them, and its tokens and logits. */
async function predictDev(checkpoint: string, dev: string, name: string): Promise<[string, string]> {
  const { model, settings } = await loadTrained(tf, checkpoint, { labels: LABELS });
  const examples = await readLabelledExamples(dev, LABELS);
  const features = await encode(model, examples, settings);
  const logits = await predict({ predict: (batch) => eagerLogits(model, batch) }, model.padId, features);
  const texts = examples.map((example) => prepareText(example, settings));
  const scores = features.map(({ ids }, row) => ({ ids: Array.from(ids), logits: logits[row] }));
  const write = (file: string, lines: unknown[]) => {
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return file;
  };
  return [write(join(home, `${name}.texts`), texts), write(join(home, `${name}.scores`), scores)];
}
