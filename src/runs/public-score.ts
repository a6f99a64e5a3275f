import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Run } from './run.js';

type Scored = Pick<Run, 'public_scores'>;

/** The leaderboard's score, as it was noted last; undefined where there is none. */
export const publicScore = ({ public_scores }: Scored): number | undefined =>
  public_scores.at(-1)?.score ?? undefined;

/** What was noted before, newest first, without those that were taken back. */
export const earlierScores = ({ public_scores }: Scored): number[] =>
  public_scores
    .slice(0, -1)
    .flatMap(({ score }) => score ?? [])
    .reverse();

/**
 * A score as people read it off a leaderboard: `0.874`, `87.4`, `87.4%`, with a comma as well. From 0 to 1 it is a share,
 * above that per cent.
 * @returns a share from 0 to 1; null for `none`, which takes a mistaken one back
 * @throws UserError `score.value`
 */
export function parsePublicScore(raw: string): number | null {
  const typed = raw.trim().toLowerCase();
  if (typed === 'none') return null;
  const [, number, sign] = /^(\d*[.,]?\d+)\s*(%?)$/.exec(typed) ?? [];
  const value = number === undefined ? Number.NaN : Number(number.replace(',', '.'));
  if (!(value >= 0 && value <= 100))
    throw new UserError('score.value', say('runErrors.score.range', { typed: raw.slice(0, 20) }));
  if (sign && value > 0 && value <= 1)
    throw new UserError('score.value', say('runErrors.score.percent', { value, share: perHundred(value) }));
  return sign || value > 1 ? perHundred(value) : value;
}

/** Ten digits are more than leaderboards show: 87.4 / 100 is 0.874, not 0.8740000000000001. */
const perHundred = (value: number): number => Number((value / 100).toFixed(10));
