import { BASE_DEFAULTS } from './base-defaults.js';
import { showValue } from './filled-defaults.js';
import type { Run } from './run.js';
import type { RunSpec } from './spec.js';
import { plainSpec } from './spec-digest.js';
import { LOSS_PARAMETERS } from './loss-options.js';
import { partsOfClean } from './text-fields.js';

/** Every run is told by these: they are shown wherever a run is. */
const NAMED = ['model', 'data', 'loss'];

/**
 * What a run has that its defaults did not bring: `lr:3e-5`, `gamma_neg:2`, in the order of the spec. It was typed, or
 * came with a preset or the bot's own defaults. Empty for a run begun from another one (from-line.ts says what differs),
 * and where it is not known which defaults were filled in.
 */
export function chosenOptions({ spec, filled, from }: Pick<Run, 'spec' | 'filled' | 'from'>): string[] {
  if (from !== null || !filled) return [];
  const untouched = { ...BASE_DEFAULTS, ...cameAlong(spec), ...filled.options };
  const defaults: Readonly<Record<string, unknown>> = untouched;
  return Object.entries(plainSpec(spec)).flatMap(([name, value]) =>
    value === null || NAMED.includes(name) || value === defaults[name] ? [] : [`${name}:${showValue(value)}`],
  );
}

/** Values that follow from other options where nobody chose them (parse-options.ts). */
const cameAlong = (spec: RunSpec) => ({
  ...LOSS_PARAMETERS[spec.loss],
  bucket: spec.shuffle,
  ...partsOfClean(spec.clean),
});
