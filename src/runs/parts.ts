import { type Texts, textsIn } from '../texts/texts.js';
import type { RunSpec } from './spec.js';

type Counts = Pick<RunSpec, 'folds' | 'seeds'>;

/** One of the trainings that a run with `folds` or `seeds` consists of. */
export type Part = {
  /** From 1, in the order in which they are trained. */
  part: number;
  /** Of weights, order and dropout. */
  seed: number;
  /** The fold that is held out, from 1; null without folds. */
  fold: number | null;
};

/** How many trainings a run consists of: 1 for an ordinary one. */
export const partCount = ({ folds, seeds }: Counts): number => Math.max(1, folds) * seeds;

/** Whether a run's scores are the mean of several trainings, each with files of its own in `parts/<n>/`. */
export const hasParts = (spec: Counts): boolean => partCount(spec) > 1;

/**
 * The trainings of a run: all folds with the run's seed, then all with the next one. So the first parts of
 * `folds:5 seeds:3` are those of `folds:5`, and part 1 of `seeds:3` is the run without it.
 */
export function partsOf({ folds, seeds, seed }: Counts & Pick<RunSpec, 'seed'>): Part[] {
  const each = Math.max(1, folds);
  return Array.from({ length: each * seeds }, (_, at) => ({
    part: at + 1,
    seed: seed + Math.floor(at / each),
    fold: folds > 0 ? (at % each) + 1 : null,
  }));
}

/** On what each epoch is scored, and the best one is chosen by: with folds on what the part holds out. */
export const judgedOn = ({ folds }: Pick<RunSpec, 'folds'>): 'dev' | 'held-out' =>
  folds > 0 ? 'held-out' : 'dev';

/** `5 folds`, `3 seeds`, `5 folds x 3 seeds`; empty for an ordinary run. */
export function partsName({ folds, seeds }: Counts, { t }: Texts = textsIn('en')): string {
  const some = [folds > 0 && t('parts.folds', { folds }), seeds > 1 && t('parts.seeds', { seeds })];
  const [one = '', other] = some.filter((name) => name !== false);
  return other === undefined ? one : t('parts.both', { folds: one, seeds: other });
}
