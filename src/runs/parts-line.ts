import type { RunMetrics } from '../task/metrics.js';
import { partsName } from './parts.js';
import type { RunSpec } from './spec.js';

/**
 * What several trainings came to: `5 folds: out-of-fold 0.5512, dev 0.5420 ± 0.0040 each, 0.5561 averaged`. “Each” is
 * what compares with an ordinary run; “averaged” is of the mean of all logits, an ensemble. Empty for an ordinary run.
 */
export function partsLine(
  spec: Pick<RunSpec, 'folds' | 'seeds'>,
  { dev, oof, spread }: Pick<RunMetrics, 'dev' | 'oof' | 'spread'>,
): string {
  if (!spread) return '';
  const { mean, sd } = spread.dev;
  return [
    `${partsName(spec)}: ${oof ? `out-of-fold ${score(oof.micro_f1)}, ` : ''}dev ${score(mean)} ± ${score(sd)} each`,
    `${score(dev.micro_f1)} averaged`,
  ].join(', ');
}

const score = (value: number): string => value.toFixed(4);
