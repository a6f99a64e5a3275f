import { say, type Texts, textsIn } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { checkOption, type RawOptions, refuseUnknown } from './check-option.js';
import { devScore, isImported } from './imported.js';
import { isDone } from './leaderboard.js';
import { resultsOptions } from './options.js';
import { parsePublicScore, publicScore } from './public-score.js';
import type { Author } from './run.js';
import type { Runs } from './runs.js';
import { promiseOf, type Submission } from './submission.js';

const { run: RUN, submission: SUBMISSION, score: SCORE } = resultsOptions;

export type NotedScore = {
  /** What has it: one of the two. */
  run?: string;
  submission?: string;
  /** A share from 0 to 1; null where it was taken back. */
  score: number | null;
  /** What was noted until now. */
  before: number | undefined;
  /** micro-F1 on the dev file; undefined where an imported run's table had none. */
  dev: number | undefined;
};

/**
 * Notes the leaderboard's score of a run or a submission, with who said it and when. An earlier one stays beside it.
 * @throws UserError where neither or both are named, where it is not there or not done, or for a score out of range
 */
export async function noteScore(
  raw: RawOptions,
  author: Author,
  runs: Runs,
  now = new Date(),
): Promise<NotedScore> {
  refuseUnknown(Object.keys(raw), ['run', 'submission', 'score']);
  if ((raw.run === undefined) === (raw.submission === undefined))
    throw new UserError('score.whose', say('runErrors.score.whose'));
  const score = parsePublicScore(String(checkOption('score', SCORE, raw.score ?? '')));
  const note = { score, at: now.toISOString(), author };
  if (raw.submission !== undefined) {
    const submission = requireSubmission(
      String(checkOption('submission', SUBMISSION, raw.submission)),
      runs.store.submissions(),
    );
    const before = publicScore(submission);
    const public_scores = [...submission.public_scores, note];
    if ((before ?? null) !== score) await runs.store.updateSubmission(submission.id, { public_scores });
    return { submission: submission.id, score, before, dev: promiseOf(submission) };
  }
  const run = runs.require(String(checkOption('run', RUN, raw.run ?? '')));
  if (!isDone(run) && !isImported(run))
    throw new UserError(
      'score.state',
      say('runErrors.score.state', { run: run.id, state: say(`words.state.${run.state}`) }),
    );
  const before = publicScore(run);
  if ((before ?? null) !== score)
    await runs.store.update(run.id, { public_scores: [...run.public_scores, note] });
  return { run: run.id, score, before, dev: devScore(run) };
}

/** @throws UserError `submission.unknown` */
export function requireSubmission(typed: string, all: readonly Submission[]): Submission {
  const id = typed.trim().replace(/^#/, '');
  const found = all.find((submission) => submission.id === id);
  if (found) return found;
  const last = all.at(-1);
  throw new UserError(
    'submission.unknown',
    last
      ? say('runErrors.score.submission', { typed: typed.slice(0, 40), last: last.id })
      : say('runErrors.score.no_submission', { typed: typed.slice(0, 40) }),
  );
}

/** What was noted, as a sentence. */
export function sayNoted(
  { run, submission, score, before, dev }: NotedScore,
  { t }: Texts = textsIn('en'),
): string {
  const what =
    run === undefined ? t('score.submission', { submission: submission ?? '' }) : t('score.run', { run });
  if (score === null)
    return before === undefined
      ? t('score.none', { what })
      : t('score.back', { what, before: before.toFixed(4) });
  const said =
    dev === undefined
      ? t('imports.scored', { what, score: score.toFixed(4) })
      : t('score.noted', {
          ...{ what, score: score.toFixed(4) },
          ...{ difference: signed(score - dev), dev: dev.toFixed(4) },
        });
  if (before === undefined) return said;
  return `${said} ${before === score ? t('score.already') : t('score.before', { before: before.toFixed(4) })}`;
}

const signed = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(4)}`;
