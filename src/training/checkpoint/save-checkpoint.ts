import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { atomicWrite } from '../../runs/atomic-write.js';
import type { Model } from '../model.js';
import type { LabmateSection } from '../text/labmate-section.js';
import { readSafetensors, writeSafetensors } from '../weights/safetensors.js';
import type { Trainer } from '../trainer.js';

const WEIGHTS = 'model.safetensors';
const OPTIMIZER = 'optimizer.safetensors';

/**
 * Writes a checkpoint in Hugging Face's layout, the optimiser's state beside it, and swaps it for the one that was
 * there: a run folder holds a whole checkpoint at every moment but the one between two renames.
 * @param texts how the texts were made that it was trained on
 */
export async function saveCheckpoint(
  folder: string,
  { config, tokenizerFiles = {} }: Pick<Model, 'config' | 'tokenizerFiles'>,
  trainer: Trainer,
  { epoch, texts }: { epoch: number; texts: LabmateSection },
): Promise<void> {
  const fresh = `${folder}.new`;
  const old = `${folder}.old`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  await atomicWrite(
    join(fresh, 'config.json'),
    `${JSON.stringify({ ...config, labmate: texts }, null, 2)}\n`,
  );
  await writeSafetensors(join(fresh, WEIGHTS), trainer.weights());
  const { step, tensors } = trainer.optimizerState();
  await writeSafetensors(join(fresh, OPTIMIZER), tensors, { step: `${step}`, epoch: `${epoch}` });
  for (const [name, content] of Object.entries(tokenizerFiles)) await atomicWrite(join(fresh, name), content);
  await rm(old, { recursive: true, force: true });
  await rename(folder, old).catch(ignoreMissing);
  await rename(fresh, folder);
  await rm(old, { recursive: true, force: true });
}

/** Puts a checkpoint's weights back into what wrote it. */
export async function restoreWeights(folder: string, trainer: Trainer): Promise<void> {
  trainer.restore(await readSafetensors(join(folder, WEIGHTS)));
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
