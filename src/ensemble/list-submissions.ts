import type { LabmateConfig } from '../config/labmate-config.js';
import { type Agreement, devAgainstPublic } from '../runs/dev-against-public.js';
import { publicScore } from '../runs/public-score.js';
import { rankPublic } from '../runs/public-ranking.js';
import type { Run } from '../runs/run.js';
import type { RunStore } from '../runs/run-store.js';
import type { Submission } from '../runs/submission.js';

export type ListedSubmission = Pick<
  Submission,
  'id' | 'created_at' | 'method' | 'members' | 'submission' | 'author'
> & {
  /** micro-F1 on dev, fitted on it. */
  dev: number;
  dev_cross_fitted: number | null;
  public: number | null;
};

export type SubmissionList = {
  /** Newest first. */
  submissions: ListedSubmission[];
  /** The number of that with the best public score; null where none has one. */
  best: string | null;
  /** How many runs and submissions the leaderboard has scored today, and how many it takes a day, where that is known. */
  today: { scored: number; limit: number | null };
  agreement: Agreement;
};

type Config = Pick<LabmateConfig, 'submissions_per_day'> & {
  schedule: Pick<LabmateConfig['schedule'], 'timezone'>;
};

/** What was made to be handed in. A day begins at midnight in the time zone of the schedule. */
export function listSubmissions(
  store: Pick<RunStore, 'list' | 'submissions'>,
  { submissions_per_day, schedule: { timezone } }: Config,
  now = new Date(),
): SubmissionList {
  const [runs, submissions] = [store.list(), store.submissions()];
  const dayOf = (at: Date) => at.toLocaleDateString('en-CA', { timeZone: timezone });
  const isToday = (scored: Pick<Run, 'public_scores'>) => {
    const first = scored.public_scores.find(({ score }) => score !== null);
    return (
      publicScore(scored) !== undefined && first !== undefined && dayOf(new Date(first.at)) === dayOf(now)
    );
  };
  const ranked = rankPublic(runs, submissions);
  const best = ranked.find((one) => 'submission' in one);
  return {
    submissions: submissions.map(listed).reverse(),
    best: best && 'submission' in best ? best.submission.id : null,
    today: { scored: [...runs, ...submissions].filter(isToday).length, limit: submissions_per_day ?? null },
    agreement: devAgainstPublic(ranked),
  };
}

const listed = (submission: Submission): ListedSubmission => {
  const { id, created_at, method, members, author, dev, dev_cross_fitted } = submission;
  return {
    ...{ id, created_at, method, members, author, submission: submission.submission },
    ...{ dev: dev.micro_f1, dev_cross_fitted: dev_cross_fitted?.micro_f1 ?? null },
    public: publicScore(submission) ?? null,
  };
};
