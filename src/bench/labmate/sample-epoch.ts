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
 * One epoch over the sample data's train set, in an order that is the same each time.
 * @param bucket as runs do it: texts of like length share a batch, which is padded to its longest; otherwise every
 *   batch is padded to `length`
 */
export async function sampleEpoch(
  model: Model,
  { batch, length }: BenchConfig,
  bucket: boolean,
): Promise<PackedBatch[]> {
  const examples = await readLabelledExamples(TRAIN, SAMPLE_LABELS);
  const texts = examples.map(({ text, target }) => model.encode(text, target));
  const lengths = texts.map(({ ids }) => ids.length);
  const steps = epochSteps({ lengths, batch, accumulate: 1, shuffle: true, bucket, seed: 1 }, 1);
  return steps.flat().map((rows) => {
    const features = rows.map((row) => texts[row] as Features);
    const labels = rows.map((row) => examples[row]?.labels ?? []);
    return packBatch(model.padId, features, labels, bucket ? {} : { roundTo: length, most: length });
  });
}
