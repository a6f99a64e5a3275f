import type { DoneRun } from '../leaderboard.js';
import { unpublished } from './same-but-for.js';
import { valueText } from './spec-differences.js';

type Pair = { first: DoneRun; second: DoneRun };

/**
 * What tells the pairs of a table apart, as typed: `seed:1`; empty for a single pair. With `by:loss` also the parameters
 * of either loss that are not the published ones.
 */
export function pairNames(pairs: readonly Pair[], by: string): string[] {
  const firsts = pairs.map(({ first }) => Object.entries(first.spec));
  const varying = new Set(
    (firsts[0] ?? [])
      .map(([name, value]) => ({ name, value: value }))
      .filter(
        ({ name, value }) =>
          name !== by &&
          name !== 'data' &&
          pairs.some(({ first }) => (first.spec as Record<string, unknown>)[name] !== value),
      )
      .map(({ name }) => name),
  );
  return pairs.map(({ first, second }) => {
    const telling = Object.entries(first.spec).filter(([name]) => varying.has(name));
    const own = by === 'loss' ? [...unpublished(first.spec), ...unpublished(second.spec)] : [];
    return [...new Set([...telling, ...own].map(([name, value]) => `${name}:${valueText(value)}`))].join(' ');
  });
}
