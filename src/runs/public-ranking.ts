import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { devScore, isImported } from './imported.js';
import { isDone } from './leaderboard.js';
import { publicScore } from './public-score.js';
import type { Run } from './run.js';
import { promiseOf, type Submission } from './submission.js';

/** A run or a submission that the leaderboard has scored. */
export type PublicEntry = {
  public: number;
  /** micro-F1 on the dev file; undefined where an imported run's table had none. */
  dev: number | undefined;
  /** SHA-256 of the data that it was trained on; undefined where its members are not in the store. */
  dataHash: string | undefined;
  /** When it was noted (ISO 8601). */
  at: string;
} & ({ run: Run } | { submission: Submission });

/**
 * What has a public score, best first; of equal ones, that which was noted first. The leaderboard's test file is one
 * and the same, so runs on different data are ranked together.
 */
export function rankPublic(runs: readonly Run[], submissions: readonly Submission[]): PublicEntry[] {
  const scored = runs
    .filter((run) => isDone(run) || isImported(run))
    .flatMap((run) =>
      entry(run, { run, dev: devScore(run), dataHash: isImported(run) ? undefined : run.data.hash }),
    );
  const hashOf = new Map(submissions.length > 0 ? runs.map(({ id, data }) => [id, data.hash]) : []);
  const handedIn = submissions.flatMap((submission) => {
    const dataHash = submission.data_hash ?? hashOf.get(submission.members[0] ?? '');
    return entry(submission, { submission, dev: promiseOf(submission), dataHash });
  });
  return [...scored, ...handedIn].sort((a, b) => b.public - a.public || (a.at < b.at ? -1 : 1));
}

function entry<Rest>(
  scored: Pick<Run, 'public_scores'>,
  rest: Rest,
): (Rest & Pick<PublicEntry, 'public' | 'at'>)[] {
  const score = publicScore(scored);
  return score === undefined ? [] : [{ ...rest, public: score, at: scored.public_scores.at(-1)?.at ?? '' }];
}

export const nothingScored = (): UserError => new UserError('results.public', say('runErrors.score.nothing'));
