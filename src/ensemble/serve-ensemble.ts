import { sigmoid } from '../task/sigmoid.js';
import type { Submission } from '../runs/submission.js';
import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { apply, asLogits, decide } from './fit/fit.js';
import { scoreTable } from './fit/score-table.js';
import { type FittedFile, readFitted } from './fitted-file.js';

/** What an ensemble answers new texts with. */
export type Serving = {
  labels: string[];
  /** One a member, in the order of `fitted.members`: checkpoints (the mean of their logits counts), or another ensemble. */
  members: ({ name: string; checkpoints: string[] } | { name: string; ensemble: Serving })[];
  fitted: FittedFile;
};

/**
 * With which checkpoints, and how put together, a submission's ensemble answers texts. `checkpointsIn` names all that have to
 * be loaded; `answerTogether` puts their logits together.
 * @param submissionOf the store's, for ensembles among the members
 * @throws UserError `ensemble.serve` where it is older than such notes, or made of ranks, which a single text has none of
 */
export async function servingOf(
  submission: Submission,
  submissionOf: (id: string) => Submission | undefined,
): Promise<Serving> {
  const refuse = (why: Said, cause?: unknown): never => {
    throw new UserError(
      'ensemble.serve',
      say('ensembleErrors.serve.cannot', { submission: submission.id, why }),
      { cause },
    );
  };
  const file = submission.fitted ?? refuse(say('ensembleErrors.serve.old'));
  const fitted = await readFitted(file).catch((error: unknown) =>
    refuse(say('ensembleErrors.serve.file', { file }), error),
  );
  if (fitted.combiner.kind === 'rank') refuse(say('ensembleErrors.serve.rank'));
  const members: Serving['members'] = [];
  for (const { name, checkpoints } of fitted.members) {
    const inner = name.startsWith('submission:') ? name.slice('submission:'.length) : undefined;
    if (inner === undefined) members.push({ name, checkpoints });
    else {
      const found = submissionOf(inner) ?? refuse(say('ensembleErrors.serve.gone', { submission: inner }));
      members.push({ name, ensemble: await servingOf(found, submissionOf) });
    }
  }
  return { labels: fitted.labels, members, fitted };
}

/** Every checkpoint folder that the ensemble needs, each once. */
export const checkpointsIn = ({ members }: Serving): string[] => [
  ...new Set(
    members.flatMap((member) => ('ensemble' in member ? checkpointsIn(member.ensemble) : member.checkpoints)),
  ),
];

/**
 * One text's answer.
 * @param logitsOf what each checkpoint says of the text, a logit a label, by its folder
 * @returns `logits` that say yes from 0 on wherever the ensemble cuts, `probabilities` (their sigmoid: 0.5 is the cut), and
 * `decisions`, 0 or 1 a label
 */
export function answerTogether(serving: Serving, logitsOf: ReadonlyMap<string, readonly number[]>) {
  const { members, fitted } = serving;
  const rows = members.map((member) =>
    'ensemble' in member ? answerTogether(member.ensemble, logitsOf).logits : meanLogits(member, logitsOf),
  );
  const whole = { ...fitted, basis: 'dev' as const, members: [...members.keys()] };
  const scores = apply(scoreTable(rows.map((row) => [row])), whole);
  const decisions = decide(scores, fitted.thresholds);
  const logits = [...asLogits(scores, decisions, whole)];
  return { logits, probabilities: logits.map(sigmoid), decisions: [...decisions] };
}

function meanLogits(
  { name, checkpoints }: { name: string; checkpoints: string[] },
  logitsOf: ReadonlyMap<string, readonly number[]>,
): number[] {
  const each = checkpoints.map((folder) => {
    const logits = logitsOf.get(folder);
    if (!logits) throw new RangeError(`no logits of ${folder}, a checkpoint of member ${name}`);
    return logits;
  });
  return (each[0] ?? []).map((_, label) => {
    const sum = each.reduce((all, logits) => all + (logits[label] ?? 0), 0);
    return sum / each.length;
  });
}
