import { valueText } from '../runs/compare/spec-differences.js';
import { type DoneRun, isDone, lastFinished, rank } from '../runs/leaderboard.js';
import { publicScore } from '../runs/public-score.js';
import type { Run } from '../runs/run.js';
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
    throw new UserError(
      'ensemble.top',
      `top:${top} is not a number of runs: it must be a whole number from 1. Type, for example, /ensemble top:5.`,
    );
  const finished = runs.filter(isDone);
  const last = lastFinished(finished);
  if (!last)
    throw new UserError(
      'ensemble.none',
      'No run is finished yet, so there is nothing to put together. Type /train first, and /ensemble when it is done.',
    );
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
  if (scored.length === 0)
    throw new UserError(
      'ensemble.public',
      'None of these runs has a public score yet. Note what the leaderboard said with `score run:12 score:0.874`, or leave out `by:public`.',
    );
  return scored.sort((a, b) => (publicScore(b) ?? 0) - (publicScore(a) ?? 0));
}

function nothingMatches(where: Picked['where'], runs: readonly DoneRun[]): UserError {
  const missed = where.map(([name, value]) => {
    const there = [...new Set(runs.map(({ spec }) => valueText((spec as Record<string, unknown>)[name])))];
    return there.includes(value) ? '' : `\`${name}\` is ${there.slice(0, 8).join(', ')}`;
  });
  const [hint = 'each of them matches some runs, but no run all of them'] = missed.filter(Boolean);
  return new UserError(
    'ensemble.where',
    `No finished run has ${where.map(([name, value]) => `${name}=${value}`).join(' ')}: ${hint}. Ask for less in \`where\`.`,
  );
}

type Found = Pick<Picked, 'by' | 'diverse' | 'where'> & { usable: number; others: number; last: Run };

function tooFew(top: number, { usable, others, last, by, diverse, where }: Found): UserError {
  const one = usable === 1;
  const found =
    diverse === 'model'
      ? `Finished runs of only ${usable} ${one ? 'model' : 'models'}`
      : `Only ${usable} finished ${one ? 'run' : 'runs'}`;
  const narrowed = [
    where.length > 0 ? ` with ${where.map(([name, value]) => `${name}=${value}`).join(' ')}` : '',
    by === 'public' ? ' with a public score' : '',
  ].join('');
  const why =
    others > 0
      ? ` on the data of run ${last.id} (${last.spec.data}, as it is now); ` +
        `${others === 1 ? 'the other one' : `the other ${others}`} had other data, whose scores do not compare`
      : '';
  return new UserError(
    'ensemble.few',
    `${found}${narrowed}${why}: ${top} were asked for. Type /ensemble top:${usable}, or train more.`,
    { context: { top, usable } },
  );
}
