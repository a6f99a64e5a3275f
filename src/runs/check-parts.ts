import { readLines } from '../task/read-lines.js';
import { say } from '../texts/texts.js';
import { mendable } from './mended.js';
import { partCount } from './parts.js';
import type { RunSpec } from './spec.js';

/** A run of more trainings than this is a sweep that somebody typed by mistake. */
const MOST_PARTS = 100;
/** The largest seed that may be typed (training-options.ts). */
const LAST_SEED = 2_147_483_647;

/** @throws UserError `option.parts` for folds and seeds that contradict, with what to type instead */
export function checkParts({ folds, seeds, seed }: Pick<RunSpec, 'folds' | 'seeds' | 'seed'>): void {
  if (folds === 1) throw mendable('option.parts', say('contradictions.one_fold'), { put: { folds: 5 } });
  const parts = partCount({ folds, seeds });
  if (parts > MOST_PARTS)
    throw mendable(
      'option.parts',
      say('contradictions.many_parts', {
        ...{ folds, seeds, parts, most: MOST_PARTS },
        fewer: Math.floor(MOST_PARTS / folds),
      }),
      { put: { seeds: Math.floor(MOST_PARTS / folds) } },
    );
  if (seed + seeds - 1 > LAST_SEED)
    throw mendable(
      'option.parts',
      say('contradictions.last_seed', {
        ...{ seeds, seed, last: LAST_SEED },
        first: LAST_SEED - seeds + 1,
      }),
      { put: { seed: LAST_SEED - seeds + 1 } },
    );
}

/**
 * Each fold needs an example to hold out.
 * @param trainFile the file that is cut into folds
 * @throws UserError `option.parts` where it has fewer lines than there are folds, `data.file` where it cannot be read
 */
export async function checkFolds({ folds }: Pick<RunSpec, 'folds'>, trainFile: string): Promise<void> {
  if (folds === 0) return;
  const examples = (await readLines(trainFile)).length;
  if (examples >= folds) return;
  throw mendable(
    'option.parts',
    say('contradictions.folds', {
      ...{ folds, file: trainFile, examples },
      instead:
        examples < 2 ? say('contradictions.more_data') : say('contradictions.fewer_folds', { examples }),
    }),
    { put: { folds: examples < 2 ? null : examples } },
  );
}
