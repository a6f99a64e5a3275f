import type { RunSpec } from '../spec.js';

/** An option that two specs do not share, with both values. */
export type SpecDifference = { name: string; first: unknown; second: unknown };

/** What differs in the specs, by name. `data` is left out: the hash of the data says whether it is the same. */
export function specDifferences(first: RunSpec, second: RunSpec): SpecDifference[] {
  const others: Record<string, unknown> = second;
  return Object.entries(first)
    .map(([name, value]) => ({ name, first: value, second: others[name] }))
    .filter((one) => one.name !== 'data' && one.first !== one.second);
}

/** A value as it is typed; `none` for one that is not set. */
export const valueText = (value: unknown): string =>
  typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : valueOf(value);

const valueOf = (value: unknown): string =>
  value === null || value === undefined ? 'none' : typeof value === 'string' ? value : JSON.stringify(value);

/** `loss:asl`, for each of two runs: what one calls them by; empty where nothing differs. */
export const nameByDifference = (
  differences: readonly SpecDifference[],
): { first: string; second: string } => {
  const [one] = differences;
  if (!one) return { first: '', second: '' };
  return {
    first: `${one.name}:${valueText(one.first)}`,
    second: `${one.name}:${valueText(one.second)}`,
  };
};
