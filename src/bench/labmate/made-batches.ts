import type { PackedBatch } from '../../training/batches.js';
import { Random } from '../../training/random.js';
import type { BenchConfig } from '../bench-config.js';

/** Repeated in turn, so that steps differ and nothing is learnt by heart at once. */
const BATCHES = 4;
/** The numbers below are special tokens in common vocabularies. */
const FIRST_WORD = 5;
/** Share of labels that are set. */
const POSITIVE = 0.2;

/**
 * Random texts. As in batches of texts of like length, they fill at least three quarters of the room, and one of
 * them all of it, so that padding has to be masked.
 */
export function madeBatches(
  { batch: size, length }: BenchConfig,
  { vocabulary, labels, padId }: { vocabulary: number; labels: number; padId: number },
): PackedBatch[] {
  return Array.from({ length: BATCHES }, (_, index) => {
    const random = Random.fork(1, 'bench', index);
    const below = (most: number) => Math.floor(random.uniform() * most);
    const ids = new Int32Array(size * length).fill(padId);
    const mask = new Float32Array(ids.length);
    for (let row = 0; row < size; row += 1) {
      const tokens = row === 0 ? length : length - below(Math.floor(length / 4) + 1);
      mask.fill(1, row * length, row * length + tokens);
      for (let i = 0; i < tokens; i += 1) ids[row * length + i] = FIRST_WORD + below(vocabulary - FIRST_WORD);
    }
    const targets = Float32Array.from({ length: size * labels }, () => Number(random.uniform() < POSITIVE));
    return { size, length, ids, types: new Int32Array(ids.length), mask, targets };
  });
}
