import type { EnsembleResult } from '../ensemble/ensemble-result.js';
import { listSubmissions, type SubmissionList } from '../ensemble/list-submissions.js';
import { callMember } from '../ensemble/refuse-member.js';
import { sayAgreement } from '../runs/dev-against-public.js';
import { refuseUnknown } from '../runs/check-option.js';
import type { Answer, Caller, TerminalLab } from './verb.js';
import { noPlainWords, type Words } from './words.js';

/** `lab ensemble top:5 method:greedy`: waits where test scores have to be predicted first. */
export async function ensembleVerb(
  words: Words,
  { ensembles }: TerminalLab,
  { author, progress }: Caller,
): Promise<Answer> {
  noPlainWords(words, 'ensemble top:5');
  const { submission, result } = await ensembles.buildAndWait(words.options, author, progress);
  const { id, members, method, sha256 } = submission;
  const { dev, dev_cross_fitted, best_member, gain, weights, leave_one_out, far_off } = result;
  return {
    json: {
      ...{ submission: submission.submission, members, method, dev: { micro_f1: dev.micro_f1 } },
      dev_cross_fitted: dev_cross_fitted && { micro_f1: dev_cross_fitted.micro_f1 },
      ...{ number: id, thresholds: result.cut, learned: result.learned, sha256 },
      ...{ best_member, gain, weights, leave_one_out, far_off, label_shares: result.label_shares },
    },
    text: [
      `Submission ${id} of ${members.map(callMember).join(', ')} (${method}): ${devLine(result)}`,
      ...(members.length > 1 ? [gainLine(result)] : []),
      ...(far_off.length > 0 ? [farOffLine(result)] : []),
      submission.submission,
    ].join('\n'),
  };
}

function devLine({ dev, dev_cross_fitted, learned }: EnsembleResult): string {
  const own = `dev micro-F1 ${dev.micro_f1.toFixed(4)}`;
  if (!learned) return own;
  return dev_cross_fitted
    ? `${own}, cross-fitted ${dev_cross_fitted.micro_f1.toFixed(4)}`
    : `${own}, fitted on the same examples (too few to cross-fit)`;
}

function gainLine({ best_member, gain }: EnsembleResult): string {
  const best = `its best member, ${callMember(best_member.run)}, has ${best_member.micro_f1.toFixed(4)}`;
  if (!gain) return best;
  const { value, low, high } = gain;
  return `${signed(value)} (95 % interval ${signed(low)} to ${signed(high)}): ${best}`;
}

const signed = (value: number): string => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;

const farOffLine = ({ far_off, label_shares: { predicted, train } }: EnsembleResult): string => {
  const percent = (share: number | undefined) => `${((share ?? 0) * 100).toFixed(1)} %`;
  const each = far_off.map(
    (label) => `${label} ${percent(predicted[label])} (train ${percent(train[label])})`,
  );
  return `Predicted far more or less often than in training: ${each.join(', ')}`;
};

/** `lab submissions`: what was made, and what the leaderboard said. */
export function submissionsVerb(words: Words, { runs, settings }: TerminalLab): Answer {
  noPlainWords(words, 'submissions');
  refuseUnknown(Object.keys(words.options), []);
  const list = listSubmissions(runs.store, settings.labmate);
  return {
    json: {
      submissions: list.submissions.map(({ id, created_at, method, members, submission, ...one }) => ({
        ...{ submission: id, created_at, method, members, path: submission },
        ...{ dev: one.dev, dev_cross_fitted: one.dev_cross_fitted, public: one.public },
      })),
      ...{ best: list.best, today: list.today, agreement: list.agreement },
    },
    text: listText(list),
  };
}

function listText({ submissions, best, today, agreement }: SubmissionList): string {
  if (submissions.length === 0) return 'No submission was made yet: `ensemble top:5` makes one.';
  const lines = submissions.map((one) => {
    const score = (value: number | null) => (value === null ? '  -   ' : value.toFixed(4));
    const mark = one.id === best ? '*' : ' ';
    return `${mark}${one.id.padStart(4)}  public ${score(one.public)}  dev ${score(one.dev)}  cross-fitted ${score(one.dev_cross_fitted)}  ${one.method} of ${one.members.map(callMember).join(', ')}`;
  });
  const left = today.limit === null ? '' : ` of ${today.limit} that the competition takes a day`;
  return [...lines, `Scored today: ${today.scored}${left}.`, sayAgreement(agreement)]
    .filter(Boolean)
    .join('\n');
}
