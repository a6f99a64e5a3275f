import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Said, say } from '../texts/texts.js';
import { atomicWrite } from './atomic-write.js';
import type { RunFolder } from './run-folder.js';
import type { RunSpec } from './spec.js';

/** Sizes that take the place of a spec's where memory ran out. */
export const adjustmentSchema = z.object({
  /** Examples in memory at once. */
  batch: z.number().int().positive(),
  /** Batches per step of the optimiser, the last one of each of the spec's batches perhaps smaller. */
  accumulate: z.number().int().positive(),
});
export type Adjustment = z.infer<typeof adjustmentSchema>;

/**
 * Half the examples at once, twice as often: each of the spec's batches is taken in parts, so that a step of the
 * optimiser sees the same examples as before, also where a batch is odd.
 * @returns undefined where a single example is at once already
 */
export function halved(
  spec: Pick<RunSpec, 'batch' | 'accumulate'>,
  now: Adjustment | null,
): Adjustment | undefined {
  const { batch } = now ?? spec;
  if (batch <= 1) return undefined;
  const half = Math.ceil(batch / 2);
  return { batch: half, accumulate: spec.accumulate * Math.ceil(spec.batch / half) };
}

/** A sentence for people. */
export function adjustmentNote(spec: Pick<RunSpec, 'batch' | 'accumulate'>, to: Adjustment): Said {
  const { batch, accumulate } = spec;
  return say('stored.memory.adjusted', {
    ...{ batch, accumulate },
    ...{ to_batch: to.batch, to_accumulate: to.accumulate },
  });
}

export const writeAdjustment = ({ adjusted }: RunFolder, to: Adjustment): Promise<void> =>
  atomicWrite(adjusted, `${JSON.stringify(to)}\n`);

/** Null where nothing was adjusted. @throws Error where the file is not valid */
export async function readAdjustment({ adjusted }: RunFolder): Promise<Adjustment | null> {
  try {
    return adjustmentSchema.parse(JSON.parse(await readFile(adjusted, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
