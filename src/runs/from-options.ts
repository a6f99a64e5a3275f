import type { RawValue } from './check-option.js';
import { LOSS_PARAMETER_NAMES } from './loss-options.js';
import type { RunOptionName } from './options.js';
import type { RunSpec } from './spec.js';
import { plainSpec } from './spec-digest.js';
import { partsOfClean } from './text-fields.js';

type Checked = Partial<Record<RunOptionName, RawValue>>;

/**
 * The options that stand for another run's spec, so that what is typed can go over them. What only came along with
 * something that is typed anew is left out: the parameters of another loss, what `clean` brought, the buckets of
 * `shuffle`. The model's own defaults are not among those: a run from another one differs in nothing that nobody typed.
 */
export function optionsFrom(base: RunSpec, typed: Checked): Checked {
  const options: Checked = {};
  for (const [name, value] of Object.entries(plainSpec(base)))
    if (value !== null) options[name as RunOptionName] = value;
  const changed = (name: 'loss' | 'clean' | 'shuffle') =>
    typed[name] !== undefined && typed[name] !== base[name];
  if (changed('loss')) for (const name of LOSS_PARAMETER_NAMES) delete options[name];
  if (changed('clean')) {
    const parts = partsOfClean(base.clean);
    if (base.symbols === parts.symbols) delete options.symbols;
    if (base.repeat === parts.repeat) delete options.repeat;
  }
  if (changed('shuffle') && base.bucket === base.shuffle) delete options.bucket;
  return options;
}
