import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs';
import { atomicWrite } from '../runs/atomic-write.js';
import type { AdamW } from './adamw.js';
import type { Model } from './model.js';
import { readSafetensors, type TensorData, writeSafetensors } from './safetensors.js';
import { TOKENIZER_FILES } from './tokenizer.js';

const WEIGHTS = 'model.safetensors';
const OPTIMIZER = 'optimizer.safetensors';

/**
 * Writes a checkpoint in Hugging Face's layout, the optimiser's state beside it, and swaps it for the one that was
 * there: a run folder holds a whole checkpoint at every moment but the one between two renames.
 */
export async function saveCheckpoint(
  folder: string,
  model: Model,
  optimizer: AdamW,
  { epoch }: { epoch: number },
): Promise<void> {
  const fresh = `${folder}.new`;
  const old = `${folder}.old`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  await atomicWrite(join(fresh, 'config.json'), `${JSON.stringify(model.config, null, 2)}\n`);
  const weights = model.variables.map(({ name, variable }): [string, TensorData] => [name, read(variable)]);
  await writeSafetensors(join(fresh, WEIGHTS), new Map(weights));
  const { step, tensors } = optimizer.state;
  const slots = [...tensors].map(([name, tensor]): [string, TensorData] => [name, read(tensor)]);
  await writeSafetensors(join(fresh, OPTIMIZER), new Map(slots), { step: `${step}`, epoch: `${epoch}` });
  if (model.tokenizerFolder !== undefined) await copyTokenizer(model.tokenizerFolder, fresh);
  await rm(old, { recursive: true, force: true });
  await rename(folder, old).catch(ignoreMissing);
  await rename(fresh, folder);
  await rm(old, { recursive: true, force: true });
}

/** Puts a checkpoint's weights back into the model that wrote it. */
export async function restoreWeights(folder: string, model: Model): Promise<void> {
  const weights = await readSafetensors(join(folder, WEIGHTS));
  for (const { name, variable } of model.variables) {
    const saved = weights.get(name);
    if (!saved) throw new Error(`${folder} has no tensor ${name}`);
    model.tf.tidy(() => variable.assign(model.tf.tensor(saved.data, saved.shape)));
  }
}

function read(tensor: Tensor): TensorData {
  return { shape: tensor.shape, data: tensor.dataSync() as Float32Array };
}

async function copyTokenizer(from: string, to: string): Promise<void> {
  for (const file of TOKENIZER_FILES) await copyFile(join(from, file), join(to, file)).catch(ignoreMissing);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
