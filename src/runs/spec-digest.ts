import { createHash } from 'node:crypto';
import { LOSS_PARAMETERS } from './loss-options.js';
import type { RunSpec } from './spec.js';

/**
 * A spec with what is meant in place of what old stores left out: a parameter of its loss that is null, from before
 * there was a choice, means as published.
 */
export function plainSpec(spec: RunSpec): RunSpec {
  const published: Partial<Record<string, unknown>> = LOSS_PARAMETERS[spec.loss];
  const meant = Object.entries(spec).map(([name, value]) => [name, value ?? published[name] ?? null]);
  return Object.fromEntries(meant) as RunSpec;
}

/**
 * Equal for runs that train the same: every setting, and the data by its hash (its name may be another one). Not in it:
 * the intent, the author, and what a model's name stood for at the time.
 * @returns SHA-256, hexadecimal
 */
export function specDigest(spec: RunSpec, dataHash: string): string {
  const settings = Object.entries({ ...plainSpec(spec), data: dataHash });
  settings.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex');
}
