import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import {
  type EncoderConfig,
  type EncoderSettings,
  newEncoderConfig,
} from '../../src/training/encoder-config.js';
import { EncoderModel } from '../../src/training/encoder-model.js';
import type { Batch } from '../../src/training/model.js';
import { DropoutSource } from '../../src/tensorflow/ops/dropout.js';
import { gelu } from '../../src/tensorflow/ops/gelu.js';
import { layerNorm } from '../../src/tensorflow/ops/layer-norm.js';
import { Random } from '../../src/training/random.js';
import { Tokenizer } from '../../src/training/tokenizer/tokenizer.js';
import { loadEngine } from '../../src/tensorflow/load-engine.js';
import { tokenizerFolder } from './golden-model.js';

const { tf } = await loadEngine();
const tokenizer = await Tokenizer.load(tokenizerFolder);

const FAMILIES = ['bert', 'electra', 'roberta'] as const;

/** @param changes replace what the configuration says */
function fromScratch(
  seed: number,
  settings: Partial<EncoderSettings> = {},
  changes: Partial<EncoderConfig> = {},
): EncoderModel {
  const made = newEncoderConfig(
    { tokenizer: tokenizerFolder, layers: 1, hidden: 16, heads: 2, intermediate: 32, ...settings },
    { tokenizer, labels: ['joy', 'fear'], dropout: 0.5 },
  );
  const config = { ...made, ...changes } as EncoderConfig;
  return new EncoderModel(tf, { config, tokenizer, maxlen: 32, seed });
}

const someBatch = () => ({
  ids: tf.tensor2d([[2, 50, 60, 3]], undefined, 'int32'),
  types: tf.tensor2d([[0, 0, 0, 0]], undefined, 'int32'),
  mask: tf.tensor2d([[1, 1, 1, 1]]),
});

const valuesOf = (model: EncoderModel, name: string): number[] => {
  const found = model.variables.find((variable) => variable.name === name);
  assert.ok(found, `no parameter ${name}`);
  return [...found.variable.dataSync()];
};

const forward = (model: EncoderModel, batch: Batch, source?: DropoutSource): string =>
  model
    .forward(batch, source && { dropout: source })
    .dataSync()
    .join();

const largestDifference = (a: Tensor, b: Tensor): number =>
  tf.tidy(() => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0] ?? NaN);

describe('EncoderModel', () => {
  it('begins with the same weights for the same seed, and with others for another', () => {
    const weights = (seed: number) =>
      fromScratch(seed).variables.map(({ variable }) => variable.dataSync().join());
    assert.deepEqual(weights(1), weights(1));
    assert.notDeepEqual(weights(1), weights(2));
  });

  it('drops out only with a source, and the same for the same one', () => {
    const model = fromScratch(1);
    const batch = someBatch();
    const run = (seed?: number) =>
      forward(model, batch, seed === undefined ? seed : new DropoutSource(tf.tensor1d([seed, 0], 'int32')));
    assert.equal(run(), run());
    assert.equal(run(7), run(7));
    assert.notEqual(run(7), run());
    assert.notEqual(run(7), run(8));
  });

  it('takes no decay off biases and LayerNorm weights', () => {
    const kept = fromScratch(1).variables.filter(({ decays }) => !decays);
    assert.ok(kept.every(({ name }) => /\.bias$|LayerNorm/.test(name)));
    assert.equal(kept.length, 1 + 1 + 4 + 2 + 1 + 1 + 2 + 1 + 1);
  });

  for (const [family, places] of [
    ['bert', 5],
    ['electra', 6],
    ['roberta', 6],
  ] as const)
    it(`${family} with one layer drops out in ${places} places, as transformers does`, () => {
      const source = new DropoutSource(tf.tensor1d([1, 2], 'int32'));
      forward(fromScratch(1, { family }), someBatch(), source);
      assert.equal(source.nextSite(), places);
    });

  for (const family of FAMILIES)
    it(`${family}'s head has a dropout of its own where the configuration gives it one`, () => {
      const dropsWith = (classifier_dropout: number | null) => {
        const none = { hidden_dropout_prob: 0, attention_probs_dropout_prob: 0 };
        const model = fromScratch(1, { family }, { ...none, classifier_dropout });
        const source = new DropoutSource(tf.tensor1d([1, 2], 'int32'));
        return forward(model, someBatch(), source) !== forward(model, someBatch());
      };
      assert.deepEqual([dropsWith(null), dropsWith(0), dropsWith(0.5)], [false, false, true]);
    });

  for (const [family, head] of [
    ['bert', 'classifier'],
    ['electra', 'classifier.out_proj'],
    ['roberta', 'classifier.out_proj'],
  ] as const)
    it(`${family} begins as in transformers: normal weights, biases and the padding row 0`, () => {
      const model = fromScratch(1, { family, hidden: 512 });
      const words = valuesOf(model, `${family}.embeddings.word_embeddings.weight`);
      assert.ok(words.slice(model.padId * 512, (model.padId + 1) * 512).every((value) => value === 0));
      assert.ok(valuesOf(model, `${head}.bias`).every((value) => value === 0));
      const weights = valuesOf(model, `${head}.weight`);
      const deviation = Math.sqrt(weights.reduce((sum, value) => sum + value ** 2, 0) / weights.length);
      assert.ok(Math.abs(deviation - 0.02) < 0.002, `deviation ${deviation}`);
    });

  for (const family of FAMILIES)
    it(`${family} counts depths from the embeddings to the head`, () => {
      const model = fromScratch(1, { family, layers: 2, ...(family === 'electra' && { embedding: 8 }) });
      for (const { name, depth } of model.variables) {
        const layer = /layer\.(\d)/.exec(name)?.[1];
        const expected = name.includes('.embeddings') ? 0 : layer === undefined ? 3 : Number(layer) + 1;
        assert.equal(depth, expected, name);
      }
      assert.equal(model.depths, 4);
    });

  it('projects the embeddings of ELECTRA where they have another width, and only there', () => {
    const shapes = (embedding?: number) =>
      fromScratch(1, { family: 'electra', ...(embedding && { embedding }) })
        .variables.filter(({ name }) => name.includes('project'))
        .map(({ variable }) => variable.shape);
    assert.deepEqual(shapes(8), [[16, 8], [16]]);
    assert.deepEqual(shapes(), []);
  });

  it("gives RoBERTa's padding a position row of 0, and no text more tokens than there are rows after it", () => {
    const changes = { pad_token_id: 3, max_position_embeddings: 10 };
    const model = fromScratch(1, { family: 'roberta' }, changes);
    const rows = valuesOf(model, 'roberta.embeddings.position_embeddings.weight');
    assert.ok(rows.slice(3 * 16, 4 * 16).every((value) => value === 0));
    assert.equal(model.encode('가 나 다 라 마 바 사 아 자 차 카 타 파 하', null).ids.length, 6);
  });

  it('takes token types as one where a model has only one', () => {
    const model = fromScratch(1, { family: 'roberta' });
    const batch = someBatch();
    assert.equal(forward(model, { ...batch, types: tf.onesLike(batch.types) }), forward(model, batch));
  });
});

describe('layers', () => {
  const input = tf.tensor2d(new Random(3).normal(24, 2), [4, 6]);
  const cotangent = tf.tensor2d(new Random(4).normal(24, 1), [4, 6]);

  it('LayerNorm has the gradients that TensorFlow.js composes', () => {
    const gain = tf.tensor1d(new Random(5).normal(6, 1));
    const bias = tf.tensor1d(new Random(6).normal(6, 1));
    const composed = (x: Tensor, g: Tensor, b: Tensor) => {
      const { mean, variance } = tf.moments(x, -1, true);
      return tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-12))), g), b);
    };
    const ours = (x: Tensor, g: Tensor, b: Tensor) =>
      layerNorm(tf, x as Tensor2D, { gain: g, shift: b, epsilon: 1e-12 });
    const gradients = (f: typeof composed) => tf.grads(f)([input, gain, bias], cotangent);
    assert.ok(largestDifference(ours(input, gain, bias), composed(input, gain, bias)) < 1e-5);
    const expected = gradients(composed);
    for (const [i, gradient] of gradients(ours).entries())
      assert.ok(largestDifference(gradient, expected[i] as Tensor) < 1e-5, `argument ${i}`);
  });

  it('GELU has the gradient that TensorFlow.js composes', () => {
    const composed = (x: Tensor) => tf.mul(x, tf.mul(0.5, tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2)))));
    const gradient = (f: (x: Tensor) => Tensor) => tf.grad(f)(input, cotangent);
    assert.ok(
      largestDifference(
        gradient((x) => gelu(tf, x)),
        gradient(composed),
      ) < 1e-5,
    );
  });
});
