import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadEngine } from '../../src/tensorflow/load-engine.js';
import { AdamW } from '../../src/training/adamw.js';
import { packBatch } from '../../src/training/batches.js';
import { saveCheckpoint } from '../../src/training/checkpoint.js';
import { EagerTrainer } from '../../src/training/eager-trainer.js';
import type { EncoderModel } from '../../src/training/encoder-model.js';
import { bce } from '../../src/training/losses.js';
import { readSafetensors } from '../../src/training/safetensors.js';
import { goldenFile, readGolden } from '../golden/read-golden.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { goldenModel, readModel } from './golden-model.js';

type Reference = {
  batches: {
    name: string;
    input_ids: number[][];
    attention_mask: number[][];
    token_type_ids: number[][];
    logits: number[][];
  }[];
};

const MODELS = ['bert-tiny', 'electra-tiny', 'electra-tiny-square', 'roberta-tiny'];
/** PyTorch's own float32 is within 3e-6 of the reference, whose logits are about 2 in size. */
const TOLERANCE = 1e-5;

const { tf } = await loadEngine();

function largestDifference(model: EncoderModel, batch: Reference['batches'][number]): number {
  return tf.tidy(() => {
    const logits = model.forward({
      ids: tf.tensor2d(batch.input_ids, undefined, 'int32'),
      types: tf.tensor2d(batch.token_type_ids, undefined, 'int32'),
      mask: tf.tensor2d(batch.attention_mask),
    });
    return tf.max(tf.abs(tf.sub(logits, tf.tensor2d(batch.logits)))).dataSync()[0] ?? NaN;
  });
}

for (const name of MODELS)
  describe(name, () => {
    for (const batch of readGolden<Reference>(`models/${name}/reference.json`).batches)
      it(`has transformers' logits: ${batch.name}`, async () => {
        const difference = largestDifference(await goldenModel(tf, name), batch);
        assert.ok(difference < TOLERANCE, `differs by ${difference}`);
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
      await saveCheckpoint(folder, model, trainer, { epoch: 1 });
      const again = await readModel(tf, folder);
      assert.deepEqual(trainerOf(again).predict(packBatch(again.padId, texts)), after);
      assert.deepEqual(again.config, model.config);
    });
  });

function trainerOf(model: EncoderModel): EagerTrainer {
  const optimizer = new AdamW(tf, model.variables, { decay: 0 });
  return new EagerTrainer({ model, loss: bce(tf), optimizer, gradClip: 0 });
}
