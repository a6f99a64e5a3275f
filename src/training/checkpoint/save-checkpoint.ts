import { copyFile, link, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { atomicWrite, syncFolder } from '../../runs/atomic-write.js';
import type { Model } from '../model.js';
import type { LabmateSection } from '../text/labmate-section.js';
import { readSafetensors, writeSafetensors } from '../weights/safetensors.js';
import type { Trainer } from '../trainer.js';

const WEIGHTS = 'model.safetensors';
const OPTIMIZER = 'optimizer.safetensors';

/** Files of weights and moments that are there already. */
export type SavedTensors = { weights: string; optimizer: string };

/**
 * Writes a checkpoint in Hugging Face's layout, the optimiser's state beside it, and swaps it for the one that was
 * there: a run folder holds a whole checkpoint at every moment but the one between two renames.
 * @param texts how the texts were made that it was trained on
 * @param saved what the trainer holds, where it was written a moment ago: linked, which costs neither time nor space
 */
export async function saveCheckpoint(
  folder: string,
  { config, tokenizerFiles = {} }: Pick<Model, 'config' | 'tokenizerFiles'>,
  trainer: Trainer,
  { epoch, texts, saved }: { epoch: number; texts: LabmateSection; saved?: SavedTensors },
): Promise<void> {
  const fresh = `${folder}.new`;
  const old = `${folder}.old`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  await atomicWrite(
    join(fresh, 'config.json'),
    `${JSON.stringify({ ...config, labmate: texts }, null, 2)}\n`,
  );
  const files = { weights: join(fresh, WEIGHTS), optimizer: join(fresh, OPTIMIZER) };
  if (saved) {
    await linkOrCopy(saved.weights, files.weights);
    await linkOrCopy(saved.optimizer, files.optimizer);
  } else await writeTensors(files, trainer, epoch);
  for (const [name, content] of Object.entries(tokenizerFiles)) await atomicWrite(join(fresh, name), content);
  await rm(old, { recursive: true, force: true });
  await rename(folder, old).catch(ignoreMissing);
  await rename(fresh, folder);
  await syncFolder(dirname(folder));
  await rm(old, { recursive: true, force: true });
}

/** Weights and moments as the trainer has them, one after the other in memory. */
export async function writeTensors(
  { weights, optimizer }: SavedTensors,
  trainer: Trainer,
  epoch: number,
): Promise<void> {
  await writeSafetensors(weights, trainer.weights());
  const { step, tensors } = trainer.optimizerState();
  await writeSafetensors(optimizer, tensors, { step: `${step}`, epoch: `${epoch}` });
}

/** Some disks know no links. Nobody writes into a file of tensors once it is whole, so that sharing it is safe. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}

/** Puts a checkpoint's weights back into what wrote it. */
export async function restoreWeights(folder: string, trainer: Trainer): Promise<void> {
  trainer.restore(await readSafetensors(join(folder, WEIGHTS)));
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
