import type { APIApplicationCommandOptionChoice } from 'discord.js';
import { valuesOf } from '../runs/compare/find-pairs.js';
import { byNames } from '../runs/compare/parse-comparison.js';
import { isDone, rankLatest } from '../runs/leaderboard.js';
import type { Run } from '../runs/run.js';
import type { Texts } from '../texts/texts.js';
import { suggestNames, suggestRuns } from './suggest.js';

/**
 * What can be typed into an option of `/results compare`: finished runs, the options of runs (those that finished runs
 * differ in, first), and their values.
 * @param by what stands in `by` already
 */
export function suggestComparison(
  { name, value }: { name: string; value: string },
  by: string | null,
  runs: readonly Run[],
  texts: Texts,
): APIApplicationCommandOptionChoice<string>[] {
  if (name === 'run' || name === 'with') return suggestRuns(value, runs.filter(isDone), texts);
  const done = rankLatest(runs);
  if (name === 'by') {
    const about = (option: string) => {
      const values = valuesOf(done, option);
      return values.length > 1 ? values.slice(0, 8).join(', ') : '';
    };
    const abouts = byNames.map((option): [string, string] => [option, about(option)]);
    const varying = abouts.filter(([, text]) => text !== '');
    return suggestNames(value, Object.fromEntries(varying.length > 0 ? varying : abouts));
  }
  if (name !== 'values' || by === null || !byNames.includes(by)) return [];
  const all = valuesOf(done, by);
  const whole = all.flatMap((one, at) => all.slice(at + 1).map((other) => `${one},${other}`));
  return suggestNames(value, Object.fromEntries(whole.map((pair) => [pair, ''])));
}
