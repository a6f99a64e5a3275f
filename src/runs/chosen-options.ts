import { BASE_DEFAULTS } from './base-defaults.js';
import { showValue } from './filled-defaults.js';
import type { Run } from './run.js';
import type { RunSpec } from './spec.js';
import { plainSpec } from './spec-digest.js';
import { LOSS_PARAMETERS } from './loss-options.js';
import type { Source } from './provenance.js';
import { partsOfClean } from './text-fields.js';

/** Every run is told by these: they are shown wherever a run is. */
const NAMED = ['model', 'data', 'loss'];

export type Chosen = { by: Source; options: string[] };

/**
 * What a run has that its defaults did not bring: `lr:3e-5`, `gamma_neg:2`, in the order of the spec, by who chose it. A
 * typed value that is also the default was chosen all the same. Empty where nobody chose anything.
 */
export function chosenOptions(run: Pick<Run, 'spec' | 'filled' | 'from' | 'provenance'>): Chosen[] {
  const { provenance, spec } = run;
  if (!provenance) return differing(run);
  const given = told(spec).filter(([name]) => Object.hasOwn(provenance.options, name));
  return (['typed', 'preset', 'sweep', 'settings'] as const).flatMap((by) => {
    const options = given.filter(([name]) => provenance.options[name] === by).map(write);
    return options.length > 0 ? [{ by, options }] : [];
  });
}

/** The options that chosenOptions tells of. */
export const chosenNames = (run: Parameters<typeof chosenOptions>[0]): string[] =>
  chosenOptions(run).flatMap(({ options }) => options.map((option) => option.replace(/:.*/s, '')));

/** Of a run of an earlier version: what differs from the defaults; nothing where those are not known. */
function differing({ spec, filled, from }: Pick<Run, 'spec' | 'filled' | 'from'>): Chosen[] {
  if (from !== null || !filled) return [];
  const untouched = { ...BASE_DEFAULTS, ...cameAlong(spec), ...filled.options };
  const defaults: Readonly<Record<string, unknown>> = untouched;
  const options = told(spec).filter(([name, value]) => value !== defaults[name]);
  return options.length > 0 ? [{ by: 'typed', options: options.map(write) }] : [];
}

type Option = [name: string, value: string | number | boolean];

const told = (spec: RunSpec): Option[] =>
  Object.entries(plainSpec(spec)).flatMap(([name, value]): Option[] =>
    value === null || NAMED.includes(name) ? [] : [[name, value]],
  );

const write = ([name, value]: Option): string => `${name}:${showValue(value)}`;

/** Values that follow from other options where nobody chose them (parse-options.ts). */
const cameAlong = (spec: RunSpec) => ({
  ...LOSS_PARAMETERS[spec.loss],
  bucket: spec.shuffle,
  ...partsOfClean(spec.clean),
});
