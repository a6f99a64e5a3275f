import { type Texts, textsIn } from '../texts/texts.js';
import { chosenOptions } from './chosen-options.js';
import type { Run } from './run.js';

/**
 * `Chosen: lr:3e-5 · preset baseline: epochs:10`; empty where all are defaults.
 * @param mark sets off what was chosen, such as by code marks
 */
export function chosenLine(
  run: Pick<Run, 'spec' | 'filled' | 'from' | 'provenance'>,
  { t }: Texts = textsIn('en'),
  mark: (options: string) => string = (options) => options,
): string {
  const preset = run.provenance?.preset ?? '';
  return chosenOptions(run)
    .map(({ by, options }) => t(`card.chosen.${by}`, { options: mark(options.join(' ')), preset }))
    .join(' · ');
}
