import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { atomicWrite } from '../runs/atomic-write.js';
import { refuseWriting } from './refuse-writing.js';

/**
 * Writes scores as a run's own (`dev-scores.jsonl`), whole or not at all.
 * @param logits [examples, labels]
 * @throws UserError `ensemble.write`
 */
export async function writeScores(
  file: string,
  examples: readonly { id: string }[],
  logits: Float64Array,
  labels: number,
): Promise<void> {
  const lines = examples.map(
    ({ id }, row) =>
      `${JSON.stringify({ id, logits: [...logits.subarray(row * labels, (row + 1) * labels)] })}\n`,
  );
  await mkdir(dirname(file), { recursive: true })
    .then(() => atomicWrite(file, lines.join('')))
    .catch((cause: unknown) => refuseWriting(file, cause));
}
