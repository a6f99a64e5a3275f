import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { type DoneRun, rankLatest } from '../leaderboard.js';
import type { OptionDef } from '../option-def.js';
import { runOptions } from '../options.js';
import type { Run } from '../run.js';
import { bringsAlong, restOf } from './same-but-for.js';
import { valueText } from './spec-differences.js';

/** Runs that differ in one option alone, from one of its values to another. */
export type PairGroup = { from: string; to: string; pairs: { first: DoneRun; second: DoneRun }[] };

/** More would be no table, and no answer. */
export const MOST_PAIRS = 100;

/**
 * All pairs of finished runs that differ in nothing but `by`, on the data of the run that finished last. Of runs with
 * the same spec, which the same engine trains to the same numbers, the newest counts.
 * @param values which values, in this order (a difference is the later's less the earlier's); null: all that there are
 * @throws UserError `compare.none` | `compare.value` | `compare.pairs` | `compare.many`
 */
export function findPairs(
  runs: readonly Run[],
  { by, values }: { by: string; values: readonly string[] | null },
): PairGroup[] {
  const candidates = newestOfEach(rankLatest(runs));
  const [first] = candidates;
  if (!first) throw new UserError('compare.none', say('compareErrors.none'));
  const where = say('compareErrors.where', { data: first.spec.data });
  const present = valuesOf(candidates, by);
  const stranger = values?.find((value) => !present.includes(value));
  if (stranger !== undefined)
    throw new UserError(
      'compare.value',
      say('compareErrors.stranger', {
        ...{ by, where, value: stranger.slice(0, 60), present: present.slice(0, 20).join(', ') },
      }),
    );
  const wanted = values ?? present;
  if (wanted.length < 2)
    throw new UserError('compare.value', say('compareErrors.all', { by, where, present: present.join() }));
  const groups = combinations(wanted).map(([from, to]) => ({
    from,
    to,
    pairs: pairsOf(candidates, by, from, to),
  }));
  const found = groups.filter(({ pairs }) => pairs.length > 0);
  const count = found.reduce((sum, { pairs }) => sum + pairs.length, 0);
  if (count === 0)
    throw new UserError(
      'compare.pairs',
      say('compareErrors.pairs', { by, where, values: wanted.join(', ') }),
    );
  if (count > MOST_PAIRS)
    throw new UserError(
      'compare.many',
      say('compareErrors.many', { by, count, most: MOST_PAIRS, values: wanted.slice(0, 2).join() }),
    );
  return found;
}

/** The values of an option among runs, as they are typed: choices in their order, numbers ascending, words by the alphabet. */
export function valuesOf(runs: readonly DoneRun[], by: string): string[] {
  const values = new Map(runs.map((run) => [valueText(valueIn(run, by)), valueIn(run, by)]));
  const defs: Readonly<Record<string, OptionDef>> = runOptions;
  const def = Object.hasOwn(defs, by) ? defs[by] : undefined;
  const choices = def?.kind === 'choice' ? def.choices : [];
  return [...values]
    .sort(([a, x], [b, y]) => {
      if (typeof x === 'number' && typeof y === 'number') return x - y;
      return choices.indexOf(a) - choices.indexOf(b) || (a < b ? -1 : 1);
    })
    .map(([text]) => text);
}

const valueIn = (run: DoneRun, by: string): unknown => (run.spec as Record<string, unknown>)[by];

/** Of equal specs the run that was queued last. */
export function newestOfEach(runs: readonly DoneRun[]): DoneRun[] {
  const newest = new Map<string, DoneRun>();
  for (const run of [...runs].sort((a, b) => Number(a.id) - Number(b.id)))
    newest.set(restOf(run.spec, null), run);
  return [...newest.values()];
}

const combinations = (values: readonly string[]): [string, string][] =>
  values.flatMap((from, at) => values.slice(at + 1).map((to): [string, string] => [from, to]));

function pairsOf(runs: readonly DoneRun[], by: string, from: string, to: string): PairGroup['pairs'] {
  const having = (value: string) => runs.filter((run) => valueText(valueIn(run, by)) === value);
  const rest = new Map<string, DoneRun[]>();
  for (const run of having(to)) {
    const key = restOf(run.spec, by);
    rest.set(key, [...(rest.get(key) ?? []), run]);
  }
  return having(from).flatMap((first) =>
    (rest.get(restOf(first.spec, by)) ?? [])
      .filter((second) => bringsAlong(first.spec, second.spec, by))
      .map((second) => ({ first, second })),
  );
}
