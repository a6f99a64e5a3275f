import { type Texts, textsIn } from '../../texts/texts.js';
import type { DoneRun } from '../leaderboard.js';
import { hasParts, judgedOn, partsName } from '../parts.js';

type Side = Pick<DoneRun, 'id' | 'spec' | 'result'>;

/**
 * What people must know where a side of a comparison is a mean of several trainings: `Run 15 is the average of 5 folds
 * (0.5420 ± 0.0040 each), run 12 a single model.` Empty where both are single models.
 */
export function averagesLine(first: Side, second: Side, texts: Texts = textsIn('en')): string {
  const { t } = texts;
  const sides = [first, second];
  const averages = sides.filter(({ spec }) => hasParts(spec)).length;
  if (averages === 0) return '';
  const said = sides.map(({ id: run, spec, result: { spread } }) => {
    if (!hasParts(spec)) return t('parts.single', { run });
    const name = partsName(spec, texts);
    if (!spread) return t('parts.average', { run, name });
    const { mean, sd } = spread.dev;
    return t('parts.average_each', { run, name, mean: mean.toFixed(4), sd: sd.toFixed(4) });
  });
  const sentence = `${said.join(', ')}.`;
  const judges = new Set(sides.map(({ spec }) => judgedOn(spec)));
  return [
    sentence.slice(0, 1).toUpperCase() + sentence.slice(1),
    averages === 1 ? t('parts.mixed') : '',
    judges.size > 1 ? t('parts.judges') : '',
  ]
    .filter(Boolean)
    .join(' ');
}
