import { join } from 'node:path';
import { projectRoot } from '../../config/settings.js';
import { readLabelledExamples } from '../../task/read-examples.js';
import { packBatch, type PackedBatch } from '../../training/batches.js';
import { epochSteps } from '../../training/epoch-steps.js';
import type { Features, Model } from '../../training/model.js';
import type { BenchConfig } from '../bench-config.js';

const TRAIN = join(projectRoot, 'configs', 'samples', 'kote8', 'train.jsonl');

/** The order of the sample's labels (configs/tasks/nikl-ea-2023.yaml). */
export const SAMPLE_LABELS = [
  'joy',
  'anticipation',
  'trust',
  'surprise',
  'disgust',
  'fear',
  'anger',
  'sadness',
] as const;

/**
 * One epoch over the sample data's train set.
 * @param bucket texts of like length share a batch, which is padded to its longest; otherwise the order is random and
 *   every batch is padded to `length`
 */
export async function sampleEpoch(
  model: Model,
  { batch, length }: BenchConfig,
  bucket: boolean,
): Promise<PackedBatch[]> {
  const examples = await readLabelledExamples(TRAIN, SAMPLE_LABELS);
  const texts = examples.map(({ text, target }) => model.encode(text, target));
  return rowsOfBatches(texts, batch, bucket).map((rows) => {
    const features = rows.map((row) => texts[row] as Features);
    const labels = rows.map((row) => examples[row]?.labels ?? []);
    const packed = packBatch(model.padId, features, labels);
    return bucket ? packed : padTo(packed, length, model.padId);
  });
}

function rowsOfBatches(texts: readonly Features[], batch: number, bucket: boolean): number[][] {
  const lengths = texts.map(({ ids }) => ids.length);
  return epochSteps({ lengths, batch, accumulate: 1, shuffle: true, bucket, seed: 1 }, 1).flat();
}

function padTo(packed: PackedBatch, length: number, padId: number): PackedBatch {
  const { size } = packed;
  const ids = new Int32Array(size * length).fill(padId);
  const types = new Int32Array(ids.length);
  const mask = new Float32Array(ids.length);
  for (let row = 0; row < size; row += 1) {
    const from = row * packed.length;
    ids.set(packed.ids.subarray(from, from + packed.length), row * length);
    types.set(packed.types.subarray(from, from + packed.length), row * length);
    mask.set(packed.mask.subarray(from, from + packed.length), row * length);
  }
  return { ...packed, length, ids, types, mask };
}
