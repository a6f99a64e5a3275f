import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackedBatch } from '../../training/batches.js';
import type { Model } from '../../training/model.js';
import { writeSafetensors } from '../../training/safetensors.js';
import type { Trainer } from '../../training/trainer.js';

/** Writes what bench/pytorch.py begins with: the model as a Hugging Face checkpoint, and the batches. */
export async function writeForPytorch(
  folder: string,
  { model, trainer, batches }: { model: Model; trainer: Trainer; batches: readonly PackedBatch[] },
): Promise<void> {
  await writeFile(join(folder, 'config.json'), JSON.stringify(model.config));
  await writeSafetensors(join(folder, 'model.safetensors'), trainer.weights());
  const rows = batches.map(({ size, ids, types, mask, targets = new Float32Array() }) => ({
    ids: inRows(ids, size),
    types: inRows(types, size),
    mask: inRows(mask, size),
    targets: inRows(targets, size),
  }));
  await writeFile(join(folder, 'batches.json'), JSON.stringify(rows));
}

function inRows(values: Int32Array | Float32Array, rows: number): number[][] {
  const width = values.length / rows;
  return Array.from({ length: rows }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]);
}
