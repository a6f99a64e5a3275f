import { newestOfEach } from '../compare/find-pairs.js';
import { comparable } from '../compare/same-but-for.js';
import { valueText } from '../compare/spec-differences.js';
import type { DoneRun } from '../leaderboard.js';
import { LOSS_PARAMETER_NAMES, LOSS_PARAMETERS } from '../loss-options.js';

/** An option as a forest sees it: a number for each run, or the number of its value among the values. */
export type Feature = {
  /** More than one where the runs cannot tell them apart: they always changed together. */
  names: string[];
  kind: 'number' | 'category';
  /** [runs] */
  column: number[];
};

export type EncodedSpecs = {
  runs: DoneRun[];
  features: Feature[];
  /** Options that have one value in all of the runs that have them. */
  constant: string[];
};

/**
 * The specs of runs as numbers. Runs with the same spec count once, the newest; options that always changed together are
 * one feature. A parameter of a loss counts where runs with one and the same loss differ in it; runs whose loss does not
 * have it get its commonest value, which says nothing. A seed is a name, not an amount.
 */
export function encodeSpecs(finished: readonly DoneRun[]): EncodedSpecs {
  const runs = newestOfEach(finished);
  const names = [...new Set(runs.flatMap(({ spec }) => comparable(spec)))];
  const varying = names.filter((name) => varies(runs, name));
  const features: Feature[] = [];
  const seen = new Map<string, Feature>();
  for (const name of varying) {
    const feature = encode(runs, name);
    const pattern = patternOf(feature.column);
    const same = seen.get(pattern);
    if (same) same.names.push(name);
    else {
      seen.set(pattern, feature);
      features.push(feature);
    }
  }
  return {
    runs,
    features,
    constant: names.filter((name) => !varying.includes(name) && runs.some((run) => has(run, name))),
  };
}

const valueIn = ({ spec }: DoneRun, name: string): unknown => (spec as Record<string, unknown>)[name];

const isParameter = (name: string): boolean => LOSS_PARAMETER_NAMES.some((parameter) => parameter === name);

const has = ({ spec }: DoneRun, name: string): boolean =>
  !isParameter(name) || name in LOSS_PARAMETERS[spec.loss];

function varies(runs: readonly DoneRun[], name: string): boolean {
  const having = runs.filter((run) => has(run, name));
  const differ = (some: readonly DoneRun[]) => new Set(some.map((run) => valueIn(run, name))).size > 1;
  if (!isParameter(name)) return differ(having);
  const losses = new Set(having.map(({ spec }) => spec.loss));
  return [...losses].some((loss) => differ(having.filter(({ spec }) => spec.loss === loss)));
}

function encode(runs: readonly DoneRun[], name: string): Feature {
  const common = commonest(runs.filter((run) => has(run, name)).map((run) => valueIn(run, name)));
  const values = runs.map((run) => (has(run, name) ? valueIn(run, name) : common));
  if (name !== 'seed' && values.every((value) => typeof value === 'number'))
    return { names: [name], kind: 'number', column: values };
  const levels = [...new Set(values.map(valueText))];
  return {
    names: [name],
    kind: 'category',
    column: values.map((value) => levels.indexOf(valueText(value))),
  };
}

function commonest(values: readonly unknown[]): unknown {
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [undefined as unknown, 0])[0];
}

/** The same for columns that part the runs in the same way, whatever the values are. */
function patternOf(column: readonly number[]): string {
  const order = [...new Set(column)];
  return column.map((value) => order.indexOf(value)).join();
}
