import { domainOf } from './domain.js';
import { gridPoint, gridSize } from './grid.js';
import { SweepRandom } from './random.js';
import { keyOf, lossesOf, type Parameter, parametersWith, type Space, type Values } from './space.js';
import { goodCount, tpeValue } from './tpe.js';

export const STRATEGIES = ['grid', 'random', 'tpe'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** A run of the sweep that was suggested before. */
export type Trial = {
  values: Values;
  /** `open`: it waits or trains; `pruned`: stopped early, with its score so far; `lost`: it says nothing about its settings. */
  outcome: 'open' | 'done' | 'pruned' | 'failed' | 'lost';
  /** Dev micro-F1; null where there is none. */
  score: number | null;
};

export type Search = { space: Space; strategy: Strategy; seed: number; budget: number };

/** Draws that may meet a point again before the points left are counted instead. */
const DRAWS = 200;
/** A space of at most so many points is searched for what is left of it. */
const COUNTABLE = 100_000;

/**
 * What run number `trial` (from 0) of a sweep gets; undefined where nothing is left that was not tried. The same search
 * with the same earlier runs always gets the same.
 * @param trials the runs suggested before it
 */
export function suggest(search: Search, trial: number, trials: readonly Trial[]): Values | undefined {
  const { space, strategy, seed, budget } = search;
  if (strategy === 'grid') return gridPoint(space, gridIndex(trial, gridSize(space), search));
  const random = new SweepRandom(seed, trial);
  const tried = new Set(trials.map(({ values }) => keyOf(values)));
  const told = trials.filter(({ outcome }) => outcome !== 'open' && outcome !== 'lost');
  const draw =
    strategy === 'tpe' && told.length >= startUp(budget)
      ? () => drawTpe(space, trials, random)
      : () => drawRandom(space, random);
  for (let i = 0; i < DRAWS; i++) {
    const values = draw();
    if (!tried.has(keyOf(values))) return values;
  }
  return anyLeft(space, tried, random);
}

/** Runs at random before there is anything to learn from: a quarter of the budget, from 4 to Optuna's 10. */
export const startUp = (budget: number): number => Math.min(10, Math.max(4, Math.ceil(budget / 4)));

/** A budget that ends before the grid does is spread over all of it, in an order of the seed's own. */
function gridIndex(trial: number, size: number, { seed, budget }: Search): number {
  if (budget >= size) return trial;
  const random = new SweepRandom(seed, 0);
  // Fisher and Yates's shuffle, of which only the beginning is needed.
  const moved = new Map<number, number>();
  let picked = 0;
  for (let i = 0; i <= trial; i++) {
    const j = i + random.below(size - i);
    picked = moved.get(j) ?? j;
    moved.set(j, moved.get(i) ?? i);
  }
  return picked;
}

function drawRandom(space: Space, random: SweepRandom): Values {
  return drawWith(space, (parameter) =>
    parameter.kind === 'choices'
      ? parameter.values[random.below(parameter.values.length)]
      : domainOf(parameter).valueAt(random.uniform()),
  );
}

/** Runs that are still open count as bad ones ("constant liar"), so that slots do not all try the same. */
function drawTpe(space: Space, trials: readonly Trial[], random: SweepRandom): Values {
  const ranked = trials.filter(({ outcome }) => outcome !== 'lost').sort(byMerit);
  const scored = ranked.filter(({ outcome }) => outcome === 'done' || outcome === 'pruned').length;
  const cut = Math.min(goodCount(ranked.length), scored);
  return drawWith(space, (parameter) => {
    const had = (some: readonly Trial[]) =>
      some.map(({ values }) => values[parameter.name]).filter((value) => value !== undefined);
    return tpeValue(parameter, had(ranked.slice(0, cut)), had(ranked.slice(cut)), random);
  });
}

const RANK = { done: 0, pruned: 1, failed: 2, open: 2, lost: 2 } as const;

/** A pruned run is behind all that were let through, however it stood: its score is of fewer epochs. */
const byMerit = (a: Trial, b: Trial): number =>
  RANK[a.outcome] - RANK[b.outcome] || (b.score ?? -1) - (a.score ?? -1);

function drawWith(space: Space, valueOf: (parameter: Parameter) => Values[string] | undefined): Values {
  const values: Values = {};
  const put = (parameter: Parameter): void => {
    const value = valueOf(parameter);
    if (value !== undefined) values[parameter.name] = value;
  };
  space.parameters.filter(({ name }) => name === 'loss').forEach(put);
  const loss = String(values.loss ?? lossesOf(space)[0]);
  parametersWith(loss, space)
    .filter(({ name }) => name !== 'loss')
    .forEach(put);
  return values;
}

function anyLeft(space: Space, tried: ReadonlySet<string>, random: SweepRandom): Values | undefined {
  const size = gridSize(space);
  if (size > COUNTABLE) return undefined;
  const begin = random.below(size);
  for (let i = 0; i < size; i++) {
    const values = gridPoint(space, (begin + i) % size);
    if (values && !tried.has(keyOf(values))) return values;
  }
  return undefined;
}
