import { valueText } from '../runs/compare/spec-differences.js';
import { type DoneRun, isDone, lastFinished, rank } from '../runs/leaderboard.js';
import { publicScore } from '../runs/public-score.js';
import type { Run } from '../runs/run.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Picked } from './parse-ensemble.js';

/** What is looked at for `top` members: so many times as many, and at least so many. Reading all that there are takes time. */
const POOL = { times: 4, least: 40 };

/**
 * Finished runs that may become members, best first, older before younger where they are equal: all that are asked for, and
 * some more for whoever chooses among them. Scores on different data do not compare, so only runs on the data of the run
 * that finished last are picked.
 * @throws UserError `ensemble.top` | `ensemble.none` | `ensemble.few` | `ensemble.where` | `ensemble.public` saying what to
 * type instead
 */
export function pickMembers(
  runs: readonly Run[],
  { top, by = 'dev', where = [], diverse = 'no' }: Pick<Picked, 'top'> & Partial<Picked>,
): DoneRun[] {
  if (!Number.isInteger(top) || top < 1)
    throw new UserError('ensemble.top', say('ensembleErrors.top', { top }));
  const finished = runs.filter(isDone);
  const last = lastFinished(finished);
  if (!last) throw new UserError('ensemble.none', say('ensembleErrors.unfinished'));
  const ranked = rank(finished, { dataHash: last.data.hash });
  const matching = ranked.filter(({ spec }) => hasAll(spec, where));
  if (matching.length === 0) throw nothingMatches(where, ranked);
  const candidates = by === 'public' ? byPublic(matching) : matching;
  const usable =
    diverse === 'model' ? new Set(candidates.map(({ spec }) => spec.model)).size : candidates.length;
  if (usable < top)
    throw tooFew(top, { usable, others: finished.length - ranked.length, last, by, diverse, where });
  return candidates.slice(0, Math.max(POOL.least, POOL.times * top));
}

const hasAll = (spec: Readonly<Record<string, unknown>>, where: Picked['where']): boolean =>
  where.every(([name, value]) => valueText(spec[name]) === value);

function byPublic(runs: readonly DoneRun[]): DoneRun[] {
  const scored = runs.filter((run) => publicScore(run) !== undefined);
  if (scored.length === 0) throw new UserError('ensemble.public', say('ensembleErrors.unscored'));
  return scored.sort((a, b) => (publicScore(b) ?? 0) - (publicScore(a) ?? 0));
}

const settingsOf = (where: Picked['where']): string =>
  where.map(([name, value]) => `${name}=${value}`).join(' ');

function nothingMatches(where: Picked['where'], runs: readonly DoneRun[]): UserError {
  const missed = where.flatMap(([name, value]) => {
    const there = [...new Set(runs.map(({ spec }) => valueText((spec as Record<string, unknown>)[name])))];
    const values = there.slice(0, 8).join(', ');
    return there.includes(value) ? [] : [say('ensembleErrors.there', { name, values })];
  });
  const why = missed[0] ?? say('ensembleErrors.apart');
  return new UserError('ensemble.where', say('ensembleErrors.where', { settings: settingsOf(where), why }));
}

type Found = Pick<Picked, 'by' | 'diverse' | 'where'> & { usable: number; others: number; last: Run };

function tooFew(top: number, { usable, others, last, by, diverse, where }: Found): UserError {
  const nothing = say('ensembleErrors.nothing');
  const narrowed = say('ensembleErrors.and', {
    one: where.length > 0 ? say('ensembleErrors.with', { settings: settingsOf(where) }) : nothing,
    other: by === 'public' ? say('ensembleErrors.scored') : nothing,
  });
  const only = say(diverse === 'model' ? 'ensembleErrors.models' : 'ensembleErrors.only', {
    ...{ count: usable, narrowed },
  });
  const which =
    others > 0
      ? say('ensembleErrors.others', { only, run: last.id, data: last.spec.data, count: others })
      : only;
  return new UserError('ensemble.few', say('ensembleErrors.few', { which, top, count: usable }), {
    context: { top, usable },
  });
}
