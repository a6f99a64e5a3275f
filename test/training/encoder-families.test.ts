import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { compilePredict } from '../../src/tensorflow/compiled/compile-predict.js';
import { loadEngine } from '../../src/tensorflow/load-engine.js';
import { AdamW } from '../../src/training/adamw.js';
import { type PackedBatch, packBatch, toTensors } from '../../src/training/batches.js';
import { saveCheckpoint } from '../../src/training/checkpoint/save-checkpoint.js';
import { EagerTrainer } from '../../src/training/eager-trainer.js';
import type { EncoderModel } from '../../src/training/encoder-model.js';
import { bce } from '../../src/training/losses/bce.js';
import { reduced } from '../../src/training/losses/loss-of.js';
import { labmateSectionSchema } from '../../src/training/text/labmate-section.js';
import { readSafetensors } from '../../src/training/weights/safetensors.js';
import { goldenFile, readGolden } from '../golden/read-golden.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { goldenCheckpoint, goldenModel, readModel, WEIGHTS_FILES } from './golden-model.js';

type Reference = {
  batches: {
    name: string;
    input_ids: number[][];
    attention_mask: number[][];
    token_type_ids: number[][];
    logits: number[][];
    first_token_hidden: number[][];
  }[];
};

const MODELS = ['bert-tiny', 'electra-tiny', 'electra-tiny-square', 'roberta-tiny'];
/** PyTorch's own float32 is within 3e-6 of the reference, whose logits are about 2 in size. */
const TOLERANCE = 1e-5;

const { tf, kind } = await loadEngine();
const skip = kind === 'native' ? false : 'only the native engine compiles';

const pack = ({ input_ids, attention_mask, token_type_ids }: Reference['batches'][number]) =>
  ({
    size: input_ids.length,
    length: input_ids[0]?.length ?? 0,
    ids: Int32Array.from(input_ids.flat()),
    types: Int32Array.from(token_type_ids.flat()),
    mask: Float32Array.from(attention_mask.flat()),
  }) satisfies PackedBatch;

function assertClose(actual: ArrayLike<number>, expected: number[][]): void {
  const differences = Array.from(expected.flat(), (value, i) => Math.abs(value - (actual[i] ?? NaN)));
  assert.equal(actual.length, differences.length);
  const largest = differences.reduce((most, one) => (one <= most ? most : one), 0);
  assert.ok(largest < TOLERANCE, `differs by ${largest}`);
}

for (const name of MODELS)
  describe(name, () => {
    const { batches } = readGolden<Reference>(`models/${name}/reference.json`);

    for (const file of WEIGHTS_FILES)
      for (const batch of batches)
        it(`has transformers' logits and first-token states from ${file}: ${batch.name}`, async () => {
          const model = await readModel(tf, goldenCheckpoint(name, file));
          const inputs = toTensors(tf, pack(batch));
          assertClose(
            tf.tidy(() => model.forward(inputs).dataSync()),
            batch.logits,
          );
          assertClose(
            tf.tidy(() => model.firstTokens(inputs).dataSync()),
            batch.first_token_hidden,
          );
        });

    for (const file of WEIGHTS_FILES)
      it(`has the same first-token states from the pre-training checkpoint's ${file}`, async () => {
        const options = { freshHead: true };
        const model = await readModel(tf, goldenCheckpoint(`${name}-base`, file), options);
        for (const batch of batches)
          assertClose(
            tf.tidy(() => model.firstTokens(toTensors(tf, pack(batch))).dataSync()),
            batch.first_token_hidden,
          );
      });

    it('has them as one graph for all shapes, too', { skip }, async () => {
      const compiled = compilePredict(await goldenModel(tf, name));
      for (const batch of batches) assertClose(compiled.predict(pack(batch)).data, batch.logits);
      compiled.dispose();
    });

    it("has the checkpoint's parameters, and no others", async () => {
      const file = await readSafetensors(goldenFile(`models/${name}/model.safetensors`));
      const { variables } = await goldenModel(tf, name);
      assert.deepEqual(variables.map((variable) => variable.name).sort(), [...file.keys()].sort());
    });

    it('comes back from its checkpoint as it was after a step of training', async () => {
      const folder = join(temporaryFolder(), 'checkpoint');
      const model = await goldenModel(tf, name);
      const trainer = trainerOf(model);
      const texts = ['기다리던 소식이라 정말 기쁘다', '무섭고 화가 난다'].map((text) =>
        model.encode(text, '소식'),
      );
      const targets = [0, 1].map((row) => Array.from({ length: 8 }, (_, label) => (label === row ? 1 : 0)));
      const before = trainer.predict(packBatch(model.padId, texts));
      trainer.step({ batches: [packBatch(model.padId, texts, targets)], rate: 1e-3, seed: [1, 2] });
      const after = trainer.predict(packBatch(model.padId, texts));
      assert.notDeepEqual(after, before);
      const settings = labmateSectionSchema.parse({});
      await saveCheckpoint(folder, model, trainer, { epoch: 1, texts: settings });
      const again = await readModel(tf, folder);
      assert.deepEqual(trainerOf(again).predict(packBatch(again.padId, texts)), after);
      const { labmate, ...config } = again.config;
      assert.deepEqual(config, model.config);
      assert.deepEqual(labmate, settings);
    });
  });

function trainerOf(model: EncoderModel): EagerTrainer {
  const optimizer = new AdamW(tf, model.variables, { decay: 0 });
  return new EagerTrainer({ model, loss: reduced(tf, bce(tf), 'mean'), optimizer, gradClip: 0 });
}
