import { LOSS_PARAMETER_NAMES, LOSS_PARAMETERS } from '../loss-options.js';
import type { RunSpec } from '../spec.js';
import { partsOfClean } from '../text-fields.js';

/** What says nothing of how a run trains: which checkpoints stay; the hash of the data says whether it is the same, under whatever name. */
const UNIMPORTANT: ReadonlySet<string> = new Set(['data', 'keep']);

type Values = Readonly<Record<string, unknown>>;

/**
 * Options that an option brings along. They may differ between two runs that differ in it, where each run has what its
 * value brings; a parameter that only one of two losses has comes with that loss, whatever its value.
 */
const BROUGHT: Readonly<
  Record<string, { names: readonly string[]; brings: (spec: RunSpec, other: RunSpec) => Values }>
> = {
  loss: {
    names: LOSS_PARAMETER_NAMES,
    brings: (spec, other) => {
      const published: Values = LOSS_PARAMETERS[spec.loss];
      const own: Values = spec;
      const alone = Object.keys(published).filter((name) => !(name in LOSS_PARAMETERS[other.loss]));
      return { ...published, ...Object.fromEntries(alone.map((name) => [name, own[name]])) };
    },
  },
  clean: { names: ['symbols', 'repeat'], brings: ({ clean }) => partsOfClean(clean) },
  shuffle: { names: ['bucket'], brings: ({ shuffle }) => ({ bucket: shuffle }) },
};

/** Names of the options that runs may be compared by. */
export const comparable = (spec: RunSpec): string[] =>
  Object.keys(spec).filter((name) => !UNIMPORTANT.has(name));

/** All of a spec that must be the same in two runs that are compared by `by`, as text. Null: all of it. */
export function restOf(spec: RunSpec, by: string | null): string {
  const free = by === null ? [] : [by, ...(BROUGHT[by]?.names ?? [])];
  const rest = Object.entries(spec).filter(([name]) => !UNIMPORTANT.has(name) && !free.includes(name));
  return JSON.stringify(rest.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether what `by` brings along is, in both, what it brings: for specs whose rest is the same. */
export function bringsAlong(first: RunSpec, second: RunSpec, by: string): boolean {
  const brought = BROUGHT[by];
  if (!brought) return true;
  const [one, other]: [Values, Values] = [first, second];
  const [ofFirst, ofSecond] = [brought.brings(first, second), brought.brings(second, first)];
  return brought.names.every((name) => {
    if (one[name] === other[name]) return true;
    return one[name] === (ofFirst[name] ?? null) && other[name] === (ofSecond[name] ?? null);
  });
}

/** Parameters of a run's loss that are not the published ones: they belong to what a pair compares. */
export function unpublished(spec: RunSpec): [string, unknown][] {
  const own: Values = spec;
  return Object.entries(LOSS_PARAMETERS[spec.loss])
    .filter(([name, value]) => own[name] !== value && !(name === 'detach' && own[name] === null))
    .map(([name]) => [name, own[name]]);
}
