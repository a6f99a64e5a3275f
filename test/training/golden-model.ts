import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tensorflow } from '../../src/tensorflow/engine.js';
import { loadEncoder, type LoadOptions } from '../../src/training/checkpoint/load-encoder.js';
import type { EncoderModel } from '../../src/training/encoder-model.js';
import { goldenFile } from '../golden/read-golden.js';
import { folderWith, klue, kote8 } from './tokenizer/tokenizer-folders.js';

export const tokenizerFolder = kote8.folder;

/** The task's labels, as the reference models have them. */
export const LABELS = ['joy', 'anticipation', 'trust', 'surprise', 'disgust', 'fear', 'anger', 'sadness'];

export const WEIGHTS_FILES = ['model.safetensors', 'pytorch_model.bin'] as const;

/** A checkpoint folder of its own, as a hub has it: config.json, one file of weights, and the tokenizer's files. */
export function goldenCheckpoint(
  name: string,
  weights: (typeof WEIGHTS_FILES)[number] = 'model.safetensors',
): string {
  const tokenizer = name.startsWith('roberta') ? klue : kote8;
  const folder = folderWith({
    'vocab.txt': tokenizer.vocabulary,
    'tokenizer_config.json': tokenizer.config,
  });
  for (const file of ['config.json', weights])
    copyFileSync(goldenFile(`models/${name}/${file}`), join(folder, file));
  return folder;
}

/** The encoder in a checkpoint folder, which must be whole. */
export async function readModel(
  tf: Tensorflow,
  folder: string,
  options: Partial<LoadOptions> = {},
): Promise<EncoderModel> {
  const loaded = await loadEncoder(tf, folder, { labels: LABELS, seed: 1, freshHead: false, ...options });
  return loaded.model;
}

/** One of the checkpoints in test/golden/models. */
export const goldenModel = (tf: Tensorflow, name: string, options?: Partial<LoadOptions>) =>
  readModel(tf, goldenCheckpoint(name), options);
