import type { DoneRun } from '../leaderboard.js';
import { judgedOn } from '../parts.js';
import { averageName } from '../parts-line.js';

type Side = Pick<DoneRun, 'id' | 'spec' | 'result'>;

/**
 * What people must know where a side of a comparison is a mean of several trainings: `Run 15 is the average of 5 folds
 * (0.5420 ± 0.0040 each), run 12 a single model.` Empty where both are single models.
 */
export function averagesLine(first: Side, second: Side): string {
  const sides = [first, second];
  if (sides.every(({ spec }) => averageName(spec) === '')) return '';
  const said = sides.map(({ id, spec, result: { spread } }) => {
    const name = averageName(spec);
    if (name === '') return `run ${id} is a single model`;
    const each = spread ? ` (${spread.dev.mean.toFixed(4)} ± ${spread.dev.sd.toFixed(4)} each)` : '';
    return `run ${id} is the ${name}${each}`;
  });
  const sentence = `${said.join(', ')}.`;
  const isMixed = sides.some(({ spec }) => averageName(spec) === '');
  const judges = new Set(sides.map(({ spec }) => judgedOn(spec)));
  return [
    sentence.slice(0, 1).toUpperCase() + sentence.slice(1),
    isMixed ? 'Averaging by itself changes scores: train both alike to compare their settings.' : '',
    judges.size > 1 ? 'Without folds the best epoch was chosen by dev, which flatters.' : '',
  ]
    .filter(Boolean)
    .join(' ');
}
