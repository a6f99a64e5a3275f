import { type Texts, textsIn } from '../texts/texts.js';
import { isKnown } from './imported.js';
import type { Run } from './run.js';
import type { RunSpec } from './spec.js';
import { plainSpec } from './spec-digest.js';

/** Settings that differ, in the order of the spec: `lr 3e-5 -> 2e-5`. A parameter that a loss does not have is `none`. */
export function specChanges(
  before: RunSpec,
  after: RunSpec,
  counts: (name: keyof RunSpec) => boolean = () => true,
): string[] {
  const was = Object.entries(plainSpec(before));
  const is: Partial<Record<string, RunSpec[keyof RunSpec]>> = plainSpec(after);
  return was
    .filter(([name, value]) => counts(name as keyof RunSpec) && value !== is[name])
    .map(([name, value]) => `${name} ${show(value)} -> ${show(is[name])}`);
}

/**
 * Where a run's settings came from and what was changed: `from run 12: lr 3e-5 -> 2e-5`; empty for a run that was begun
 * by itself.
 * @param base the run that `from` names, where it is in the store
 */
export function fromLine(
  run: Pick<Run, 'from' | 'spec' | 'data'>,
  base: Run | undefined,
  { t }: Texts = textsIn('en'),
): string {
  if (run.from === null) return '';
  if (!base) return t('card.from.alone', { run: run.from });
  // What an imported run's table did not tell cannot have changed.
  const changes = specChanges(base.spec, run.spec, (name) => isKnown(base, name));
  const data =
    !base.imported && run.spec.data === base.spec.data && run.data.hash !== base.data.hash
      ? [t('card.from.data', { data: run.spec.data, before: brief(base), after: brief(run) })]
      : [];
  const differs = [...changes, ...data];
  return differs.length > 0
    ? t('card.from.changes', { run: base.id, changes: differs.join(', ') })
    : t('card.from.unchanged', { run: base.id });
}

const brief = ({ data }: Pick<Run, 'data'>): string => data.hash.slice(0, 8);

function show(value: RunSpec[keyof RunSpec] | undefined): string {
  if (value === null || value === undefined) return 'none';
  const small = typeof value === 'number' && value > 0 && value < 1e-3;
  return small ? value.toExponential() : String(value);
}
