import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tensorflow } from '../../src/tensorflow/engine.js';
import { encoderConfigSchema } from '../../src/training/encoder-config.js';
import { EncoderModel } from '../../src/training/encoder-model.js';
import { readSafetensors } from '../../src/training/weights/safetensors.js';
import { Tokenizer } from '../../src/training/tokenizer/tokenizer.js';
import { goldenFile, projectRoot } from '../golden/read-golden.js';

export const tokenizerFolder = join(projectRoot, 'configs', 'tokenizers', 'kote8-wordpiece');

/** The encoder in a folder with config.json and model.safetensors; `settings` replace those of its configuration. */
export async function readModel(
  tf: Tensorflow,
  folder: string,
  settings: Record<string, unknown> = {},
): Promise<EncoderModel> {
  const written = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as object;
  return new EncoderModel(tf, {
    config: encoderConfigSchema.parse({ ...written, ...settings }),
    weights: await readSafetensors(join(folder, 'model.safetensors')),
    tokenizer: await Tokenizer.load(tokenizerFolder),
    maxlen: 128,
    seed: 1,
  });
}

/** One of the checkpoints in test/golden/models. */
export const goldenModel = (tf: Tensorflow, name: string, settings?: Record<string, unknown>) =>
  readModel(tf, goldenFile(`models/${name}`), settings);
