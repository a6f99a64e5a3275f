import { type Texts, textsIn } from '../texts/texts.js';
import type { RunMetrics } from '../task/metrics.js';
import { partsName } from './parts.js';
import type { Run } from './run.js';
import type { RunSpec } from './spec.js';

/**
 * What several trainings came to: `5 folds: out-of-fold 0.5512, dev 0.5420 ± 0.0040 each, 0.5561 averaged`. “Each” is
 * what compares with an ordinary run; “averaged” is of the mean of all logits, an ensemble. Empty for an ordinary run.
 */
export function partsLine(
  spec: Pick<RunSpec, 'folds' | 'seeds'>,
  { dev, oof, spread }: Pick<RunMetrics, 'dev' | 'oof' | 'spread'>,
  texts: Texts = textsIn('en'),
): string {
  if (!spread) return '';
  const { mean, sd } = spread.dev;
  const slots = {
    ...{ name: partsName(spec, texts), mean: score(mean), sd: score(sd) },
    averaged: score(dev.micro_f1),
  };
  return oof
    ? texts.t('parts.line_oof', { ...slots, oof: score(oof.micro_f1) })
    : texts.t('parts.line', slots);
}

/** `4`, or of a run of several parts `4, 5, 3`. */
export const bestEpochs = ({
  best_epoch,
  parts,
}: Pick<NonNullable<Run['result']>, 'best_epoch' | 'parts'>): string =>
  parts ? parts.map((part) => part.best_epoch).join(', ') : String(best_epoch);

/** The parts' numbers for programs: nothing of an ordinary run. */
export const partsJson = ({ oof, spread, parts }: Pick<RunMetrics, 'oof' | 'spread' | 'parts'>) =>
  spread ? { ...(oof && { oof: { micro_f1: oof.micro_f1 } }), spread, parts } : {};

const score = (value: number): string => value.toFixed(4);
