import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { AdamW } from '../../src/training/adamw.js';
import type { PackedBatch } from '../../src/training/batches.js';
import { CompiledTrainer } from '../../src/training/compiled-trainer.js';
import { EagerTrainer } from '../../src/training/eager-trainer.js';
import { type EncoderSettings, newEncoderConfig } from '../../src/training/encoder-config.js';
import { EncoderModel } from '../../src/training/encoder-model.js';
import { aslOneonlee } from '../../src/training/losses/asl-oneonlee.js';
import { apl, asl } from '../../src/training/losses/asymmetric.js';
import { bce } from '../../src/training/losses/bce.js';
import { focal } from '../../src/training/losses/focal.js';
import type { EntryLoss, Loss, Reduction } from '../../src/training/losses/loss.js';
import { reduced } from '../../src/training/losses/loss-of.js';
import type { Model } from '../../src/training/model.js';
import { NgramModel } from '../../src/training/ngram-model.js';
import { Random } from '../../src/training/random.js';
import { Tokenizer } from '../../src/training/tokenizer/tokenizer.js';
import type { Trainer } from '../../src/training/trainer.js';
import { compilePredict } from '../../src/tensorflow/compiled/compile-predict.js';
import { type CompiledStep, compileStep } from '../../src/tensorflow/compiled/compile-step.js';
import { loadEngine } from '../../src/tensorflow/load-engine.js';
import { projectRoot } from '../golden/read-golden.js';

const engine = await loadEngine();
const { tf } = engine;
const skip = engine.kind === 'native' ? false : 'only the native engine compiles steps';
const labels = ['joy', 'trust', 'fear'];
const tokenizerFolder = join(projectRoot, 'configs', 'tokenizers', 'kote8-wordpiece');
const tokenizer = await Tokenizer.load(tokenizerFolder);

type Create = (dropout: number) => Model;

const encoder =
  (part: Partial<EncoderSettings>): Create =>
  (dropout) => {
    const sizes = { layers: 2, hidden: 32, heads: 2, intermediate: 64 };
    const config = newEncoderConfig(
      { tokenizer: tokenizerFolder, ...sizes, ...part },
      { tokenizer, labels, dropout },
    );
    return new EncoderModel(tf, { config, tokenizer, maxlen: 64, seed: 1 });
  };

const bert = encoder({ family: 'bert' });
const ngram: Create = (dropout) =>
  new NgramModel(tf, { orders: [1, 2], buckets: 512, scale: 10, labels, maxlen: 100, dropout });
const models: Record<string, Create> = {
  bert,
  electra: encoder({ family: 'electra' }),
  'electra with projection': encoder({ family: 'electra', embedding: 16 }),
  roberta: encoder({ family: 'roberta' }),
  ngram,
};
const mean = (loss: EntryLoss): Loss => reduced(tf, loss, 'mean');
const losses = {
  bce: mean(bce(tf)),
  'weighted bce': mean(
    bce(
      tf,
      labels.map((_, label) => 1 + label / 4),
    ),
  ),
  asl: mean(asl(tf)),
  apl: mean(apl(tf)),
  focal: mean(focal(tf)),
  asl_oneonlee: mean(aslOneonlee(tf)),
};
const settings = { decay: 0.01, gradClip: 1 };

/** Texts of random tokens, the last ones shorter than the others; its shape differs from step to step. */
function someBatch(step: number): PackedBatch {
  const random = Random.fork(5, 'batch', step);
  const [size, length] = [3 + (step % 4), 5 + ((step * 3) % 11)];
  const mask = Float32Array.from({ length: size * length }, (_, i) =>
    i % length <= length - ((i / length) % 3) ? 1 : 0,
  );
  return {
    size,
    length,
    ids: Int32Array.from(mask, (kept) => (kept ? 5 + (random.uint32() % 500) : 0)),
    types: Int32Array.from(mask, (kept, i) => (kept && i % length > length / 2 ? 1 : 0)),
    mask,
    targets: Float32Array.from({ length: size * labels.length }, () => (random.uniform() < 0.3 ? 1 : 0)),
  };
}

const eager = (model: Model, loss = losses.bce, reduction: Reduction = 'mean'): Trainer =>
  new EagerTrainer({
    ...{ model, loss, reduction },
    optimizer: new AdamW(tf, model.variables, settings),
    gradClip: settings.gradClip,
  });

function compiled(
  model: Model,
  loss = losses.bce,
  accumulates = false,
  reduction: Reduction = 'mean',
): Trainer {
  const step = compileStep(model, loss, settings, { accumulates, reduction });
  for (const { variable } of model.variables) variable.dispose();
  return new CompiledTrainer(step);
}

function assertClose(actual: number, expected: number, what: string): void {
  const difference = Math.abs(actual - expected) / Math.max(1e-3, Math.abs(expected));
  assert.ok(difference < 1e-4, `${what}: ${actual} instead of ${expected}`);
}

function train(trainer: Trainer, steps: number, parts = 1): { loss: number; gradNorm: number }[] {
  return Array.from({ length: steps }, (_, step) =>
    trainer.step({
      batches: Array.from({ length: parts }, (__, part) => someBatch(step * parts + part)),
      rate: 1e-3 * Math.min(1, step / 5),
      seed: [17, step * 8],
    }),
  );
}

function assertSame(one: Trainer, other: Trainer, steps: number, parts = 1): void {
  const [expected, actual] = [train(one, steps, parts), train(other, steps, parts)];
  for (const [step, { loss, gradNorm }] of actual.entries()) {
    assertClose(loss, expected[step]?.loss ?? NaN, `loss of step ${step}`);
    assertClose(gradNorm, expected[step]?.gradNorm ?? NaN, `norm of step ${step}`);
  }
  const batch = someBatch(99);
  const logits = one.predict(batch).flat();
  for (const [i, logit] of other.predict(batch).flat().entries())
    assert.ok(Math.abs(logit - (logits[i] ?? NaN)) < 1e-5, `logit ${i}: ${logit} instead of ${logits[i]}`);
}

describe('a compiled step', { skip }, () => {
  for (const [name, create] of Object.entries(models))
    for (const [lossName, loss] of Object.entries(losses))
      it(`equals the eager one over 50 steps of every shape: ${name}, ${lossName}, dropout`, () => {
        assertSame(eager(create(0.1), loss), compiled(create(0.1), loss), 50);
      });

  for (const [name, create] of Object.entries(models))
    it(`equals the eager one where gradients are accumulated: ${name}`, () => {
      assertSame(eager(create(0.1)), compiled(create(0.1), losses.bce, true), 10, 3);
    });

  it('equals the eager one where the losses of accumulated batches are added', () => {
    const loss = reduced(tf, asl(tf), 'sum');
    assertSame(eager(bert(0.1), loss, 'sum'), compiled(bert(0.1), loss, true, 'sum'), 10, 3);
  });

  it('adds up losses and gradients of accumulated batches where the reduction is a sum', () => {
    const loss = reduced(tf, asl(tf), 'sum');
    const batches = [0, 1, 2].map((index) => someBatch(index));
    const stepOf = (accumulated: typeof batches) =>
      compiled(bert(0), loss, true, 'sum').step({ batches: accumulated, rate: 0, seed: [1, 1] });
    const parts = batches.map((batch) => stepOf([batch]).loss);
    assertClose(stepOf(batches).loss, (parts[0] ?? 0) + (parts[1] ?? 0) + (parts[2] ?? 0), 'sum');
    const [one] = batches;
    if (one) assertClose(stepOf([one, one]).gradNorm, 2 * stepOf([one]).gradNorm, 'norm of one batch twice');
  });

  it('equals the eager one where layers learn at rates of their own', () => {
    const factors = (model: Model) => model.variables.map(({ depth }) => 0.8 ** (3 - depth));
    const [one, other] = [bert(0), bert(0)];
    const optimizer = new AdamW(tf, one.variables, { decay: 0.01, factors: factors(one) });
    assertSame(
      new EagerTrainer({ model: one, loss: losses.bce, optimizer, gradClip: 1 }),
      new CompiledTrainer(compileStep(other, losses.bce, { ...settings, factors: factors(other) })),
      10,
    );
  });

  it('stays near float32 with matrix products in bfloat16', () => {
    const half = new CompiledTrainer(compileStep(bert(0), losses.bce, settings, { precision: 'bfloat16' }));
    const [expected, actual] = [train(compiled(bert(0)), 20), train(half, 20)];
    assert.notDeepEqual(actual, expected);
    for (const [step, { loss }] of actual.entries())
      assert.ok(Math.abs(loss / (expected[step]?.loss ?? NaN) - 1) < 0.01, `step ${step}: ${loss}`);
  });

  it('accumulates to what one large batch gives', () => {
    const whole = someBatch(7);
    const half = (from: number, to: number): PackedBatch => ({
      size: to - from,
      length: whole.length,
      ids: whole.ids.slice(from * whole.length, to * whole.length),
      types: whole.types.slice(from * whole.length, to * whole.length),
      mask: whole.mask.slice(from * whole.length, to * whole.length),
      targets: whole.targets?.slice(from * labels.length, to * labels.length) ?? new Float32Array(),
    });
    const step = (batches: PackedBatch[]) =>
      compiled(bert(0), losses.bce, true).step({ batches, rate: 1e-3, seed: [1, 1] });
    const [together, apart] = [step([whole]), step([half(0, 2), half(2, whole.size)])];
    assertClose(apart.loss, together.loss, 'loss');
    assertClose(apart.gradNorm, together.gradNorm, 'norm');
  });

  it('drops other values at another seed, and the same ones at the same', () => {
    const loss = (seed: [number, number]) =>
      compiled(bert(0.5)).step({ batches: [someBatch(1)], rate: 0, seed }).loss;
    assert.equal(loss([1, 2]), loss([1, 2]));
    assert.notEqual(loss([1, 2]), loss([1, 3]));
  });

  it('gives back what it was given, and what it learned', () => {
    const model = bert(0);
    const first = new Map(model.variables.map(({ name, variable }) => [name, variable.dataSync().slice()]));
    const trainer = compiled(model);
    for (const [name, { data }] of trainer.weights()) assert.deepEqual(data, first.get(name));
    train(trainer, 3);
    const saved = trainer.weights();
    const { step, tensors } = trainer.optimizerState();
    assert.equal(step, 3);
    assert.equal(tensors.size, 2 * first.size);
    train(trainer, 2);
    assert.notDeepEqual(trainer.weights(), saved);
    trainer.restore(saved);
    assert.deepEqual(trainer.weights(), saved);
  });

  it('keeps no memory of JavaScript, which only the main thread may let go of', () => {
    const trainer = compiled(bert(0));
    const given = trainer.weights();
    trainer.restore(given);
    const before = trainer.weights();
    for (const { data } of given.values()) data.fill(7);
    assert.deepEqual(trainer.weights(), before);
  });

  it('goes on from moments that were saved as if it had not stopped', () => {
    const [whole, first, second] = [bert(0.1), bert(0.1), bert(0.1)].map((model) =>
      compileStep(model, losses.bce, settings),
    ) as [CompiledStep, CompiledStep, CompiledStep];
    const step = (one: CompiledStep, n: number) =>
      one.step({ batches: [someBatch(n)], rate: 1e-3, seed: [1, n] });
    for (const n of [1, 2, 3]) for (const one of [whole, first]) step(one, n);
    second.restore(first.weights());
    second.restoreOptimizer(first.optimizerState());
    for (const n of [4, 5, 6]) assert.deepEqual(step(second, n), step(whole, n));
    assert.deepEqual(second.weights(), whole.weights());
  });

  it('asks for what accumulation needs before it accumulates', () => {
    const batches = [someBatch(1), someBatch(2)];
    assert.throws(() => compiled(bert(0)).step({ batches, rate: 1e-3, seed: [1, 1] }), /with `accumulates`/);
  });

  it('makes no tensors and no variables that stay, over 1,000 steps', () => {
    const trainer = compiled(ngram(0.1));
    train(trainer, 5);
    const before = { tensors: tf.memory().numTensors, data: tf.memory().numDataBuffers };
    train(trainer, 1000);
    trainer.predict(someBatch(3));
    assert.deepEqual({ tensors: tf.memory().numTensors, data: tf.memory().numDataBuffers }, before);
  });

  it('predicts alone as it does beside training', () => {
    const [alone, trainer] = [compilePredict(bert(0.1)), compiled(bert(0.1))];
    const batch = someBatch(4);
    assert.deepEqual([...alone.predict(batch).data], trainer.predict(batch).flat());
  });

  it('refuses a model that reads its tensors', () => {
    const model = ngram(0);
    const reading = {
      tf,
      variables: model.variables,
      forward: (batch: Parameters<Model['forward']>[0]) => {
        const logits = model.forward(batch);
        logits.dataSync();
        return logits;
      },
    };
    assert.throws(() => compilePredict(reading), /must not read the values of tensors/);
  });
});
