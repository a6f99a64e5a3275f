import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tensorflow } from '../../tensorflow/engine.js';
import { type TensorData, writeSafetensors } from '../../training/weights/safetensors.js';
import type { PrepareRequest } from '../protocol.js';
import { createBenchModel, VOCABULARY } from './create-bench-model.js';
import { madeBatches } from './made-batches.js';
import { SAMPLE_LABELS } from './sample-epoch.js';

/**
 * Writes what bench/pytorch.py begins with: the weights with which Labmate begins as a Hugging Face checkpoint, and
 * the batches. In a process of its own, whose memory is not measured.
 */
export async function preparePytorch(tf: Tensorflow, { config, folder }: PrepareRequest): Promise<void> {
  const model = await createBenchModel(tf, config, { labels: SAMPLE_LABELS, vocabulary: VOCABULARY });
  const batches = madeBatches(config, model.padId);
  const weights = model.variables.map(({ name, variable }): [string, TensorData] => [
    name,
    { shape: variable.shape, data: variable.dataSync() as Float32Array },
  ]);
  await writeFile(join(folder, 'config.json'), JSON.stringify(model.config));
  await writeSafetensors(join(folder, 'model.safetensors'), new Map(weights));
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
