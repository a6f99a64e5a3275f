import type { Comparison } from './compare-two.js';
import { nameByDifference } from './spec-differences.js';

/** Letters of a name: more would crowd a legend. */
const LONGEST = 40;

/** What the two runs are called in pictures and tables: `run 12 · loss:bce`. */
export function comparisonNames({ first, second, spec }: Pick<Comparison, 'first' | 'second' | 'spec'>) {
  const by = nameByDifference(spec);
  const name = (id: string, value: string) => shorten(value ? `run ${id} · ${value}` : `run ${id}`);
  return { first: name(first.id, by.first), second: name(second.id, by.second) };
}

function shorten(name: string): string {
  const letters = [...name];
  return letters.length <= LONGEST ? name : `${letters.slice(0, LONGEST - 1).join('')}…`;
}
