import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { encoderConfigSchema, newEncoderConfig } from '../../src/training/encoder-config.js';
import { EncoderModel } from '../../src/training/encoder-model.js';
import { DropoutSource } from '../../src/tensorflow/ops/dropout.js';
import { gelu } from '../../src/tensorflow/ops/gelu.js';
import { layerNorm } from '../../src/tensorflow/ops/layer-norm.js';
import { Random } from '../../src/training/random.js';
import { readSafetensors, type TensorData } from '../../src/training/safetensors.js';
import { Tokenizer } from '../../src/training/tokenizer.js';
import { loadEngine } from '../../src/tensorflow/load-engine.js';
import { goldenFile, projectRoot, readGolden } from '../golden/read-golden.js';

type Reference = {
  batches: {
    name: string;
    input_ids: number[][];
    attention_mask: number[][];
    token_type_ids: number[][];
    logits: number[][];
  }[];
};

const { tf } = await loadEngine();
const tokenizerFolder = join(projectRoot, 'configs', 'tokenizers', 'kote8-wordpiece');
const tokenizer = await Tokenizer.load(tokenizerFolder);
const reference = readGolden<Reference>('models/bert-tiny/reference.json');

async function bertTiny(): Promise<EncoderModel> {
  const config = encoderConfigSchema.parse(
    JSON.parse(readFileSync(goldenFile('models/bert-tiny/config.json'), 'utf8')),
  );
  const weights = await readSafetensors(goldenFile('models/bert-tiny/model.safetensors'));
  return new EncoderModel(tf, { config, tokenizer, tokenizerFolder, maxlen: 128, weights, seed: 1 });
}

function fromScratch(seed: number): EncoderModel {
  const settings = { tokenizer: tokenizerFolder, layers: 1, hidden: 16, heads: 2, intermediate: 32 };
  const config = newEncoderConfig(settings, { tokenizer, labels: ['joy', 'fear'], dropout: 0.5 });
  return new EncoderModel(tf, { config, tokenizer, tokenizerFolder, maxlen: 32, seed });
}

const someBatch = () => ({
  ids: tf.tensor2d([[2, 50, 60, 3]], undefined, 'int32'),
  types: tf.tensor2d([[0, 0, 0, 0]], undefined, 'int32'),
  mask: tf.tensor2d([[1, 1, 1, 1]]),
});

const largestDifference = (a: Tensor, b: Tensor): number =>
  tf.tidy(() => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0] ?? NaN);

describe('EncoderModel', () => {
  it('counts layers from the embeddings up to the head', () => {
    const depths = new Map(fromScratch(1).variables.map(({ name, depth }) => [name, depth]));
    assert.deepEqual(
      [
        'bert.embeddings.LayerNorm.bias',
        'bert.encoder.layer.0.output.dense.weight',
        'bert.pooler.dense.bias',
        'classifier.weight',
      ].map((name) => depths.get(name)),
      [0, 1, 2, 2],
    );
  });

  for (const batch of reference.batches)
    it(`equals transformers' BERT: ${batch.name}`, async () => {
      const model = await bertTiny();
      const logits = model.forward({
        ids: tf.tensor2d(batch.input_ids, undefined, 'int32'),
        types: tf.tensor2d(batch.token_type_ids, undefined, 'int32'),
        mask: tf.tensor2d(batch.attention_mask),
      });
      const difference = largestDifference(logits, tf.tensor2d(batch.logits));
      assert.ok(difference < 1e-4, `differs by ${difference}`);
    });

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
      model
        .forward(
          batch,
          seed === undefined ? {} : { dropout: new DropoutSource(tf.tensor1d([seed, 0], 'int32')) },
        )
        .dataSync()
        .join();
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

  it('says which tensor a checkpoint lacks', () => {
    const config = newEncoderConfig(
      { tokenizer: tokenizerFolder, layers: 1, hidden: 16, heads: 2, intermediate: 32 },
      { tokenizer, labels: ['joy'], dropout: 0 },
    );
    const weights = new Map<string, TensorData>();
    const options = { config, tokenizer, tokenizerFolder, maxlen: 32, seed: 1 };
    assert.throws(
      () => new EncoderModel(tf, { ...options, weights }),
      /has no tensor bert\.embeddings\.word/,
    );
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
