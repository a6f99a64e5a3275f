import { UserError } from '../user-error.js';
import { checkOption, type RawOptions, refuseUnknown } from './check-option.js';
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
  /** micro-F1 on the dev file. */
  dev: number;
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
    throw new UserError(
      'score.whose',
      'A score belongs to a run or to a submission. Type `score run:12 score:0.874`, or `score submission:4 score:0.882`.',
    );
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
  if (!isDone(run))
    throw new UserError(
      'score.state',
      `Run ${run.id} is ${run.state}: only a finished run has something to hand in. \`/results best\` lists those.`,
    );
  const before = publicScore(run);
  if ((before ?? null) !== score)
    await runs.store.update(run.id, { public_scores: [...run.public_scores, note] });
  return { run: run.id, score, before, dev: run.result.dev.micro_f1 };
}

function requireSubmission(typed: string, all: readonly Submission[]): Submission {
  const id = typed.trim().replace(/^#/, '');
  const found = all.find((submission) => submission.id === id);
  if (found) return found;
  const last = all.at(-1);
  throw new UserError(
    'submission.unknown',
    `There is no submission “${typed.slice(0, 40)}”. ${last ? `Submissions go from 1 to ${last.id}.` : 'None was made yet: `/ensemble top:5` makes one.'}`,
  );
}

/** What was noted, as a sentence. */
export function sayNoted({ run, submission, score, before, dev }: NotedScore): string {
  const what = run === undefined ? `Submission ${submission ?? ''}` : `Run ${run}`;
  if (score === null)
    return before === undefined
      ? `${what} has no public score that could be taken back.`
      : `${what} has no public score any more; ${before.toFixed(4)} is taken back.`;
  const against = `${signed(score - dev)} against dev (${dev.toFixed(4)})`;
  const corrected =
    before === undefined
      ? ''
      : before === score
        ? ' That was noted already.'
        : ` It was ${before.toFixed(4)} before.`;
  return `${what}: public score ${score.toFixed(4)}, ${against}.${corrected}`;
}

const signed = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(4)}`;
