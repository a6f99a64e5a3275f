import type { Texts } from '../../texts/texts.js';
import type { Comparison } from './compare-two.js';
import { nameByDifference } from './spec-differences.js';

/** Letters of a name: more would crowd a legend. */
const LONGEST = 40;

/** What the two runs are called in pictures and tables: `run 12 · loss:bce`. */
export function comparisonNames(
  { first, second, spec }: Pick<Comparison, 'first' | 'second' | 'spec'>,
  { t }: Texts,
) {
  const by = nameByDifference(spec);
  const name = (run: string, value: string) =>
    shorten(value ? t('comparison.name', { run, value }) : t('words.run', { run }));
  return { first: name(first.id, by.first), second: name(second.id, by.second) };
}

function shorten(name: string): string {
  const letters = [...name];
  return letters.length <= LONGEST ? name : `${letters.slice(0, LONGEST - 1).join('')}…`;
}
