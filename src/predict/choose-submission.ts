import { answerTogether, checkpointsIn, type Serving, servingOf } from '../ensemble/serve-ensemble.js';
import { requireSubmission } from '../runs/note-score.js';
import type { RunStore } from '../runs/run-store.js';
import { promiseOf, runsIn } from '../runs/submission.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Answerer } from './answerer.js';
import { isFolder } from './choose-run.js';

type Store = Pick<RunStore, 'get' | 'submission' | 'submissions'>;

/**
 * The ensemble of a submission, with the checkpoints of all its members.
 * @throws UserError `submission.unknown`, `ensemble.serve` where its method cannot answer a single text, `predict.members`
 * where checkpoints are gone, naming whose
 */
export async function chooseSubmission(typed: string, store: Store): Promise<Answerer> {
  const submission = requireSubmission(typed, store.submissions());
  const serving = await servingOf(submission, (id) => store.submission(id));
  const gone = [...new Set(await goneIn(serving, store))];
  if (gone.length > 0)
    throw new UserError(
      'predict.members',
      say('predict.members', { submission: submission.id, members: gone.join(', ') }),
    );
  const folders = checkpointsIn(serving);
  return {
    ...{ named: { submission: submission.id }, microF1: promiseOf(submission), folders },
    answer: (logits) => {
      const { probabilities } = answerTogether(
        serving,
        new Map(folders.map((folder, at) => [folder, logits[at] ?? []])),
      );
      return serving.labels.map((label, at) => ({
        ...{ label, probability: probabilities[at] ?? NaN, tunedThreshold: null },
      }));
    },
  };
}

/** Members that lack a checkpoint, also within ensembles among them: `7/2`, or `3 (2026-11-02)` with the day it was freed. */
async function goneIn({ members }: Serving, store: Store): Promise<string[]> {
  const gone: string[] = [];
  for (const member of members) {
    if ('ensemble' in member) {
      gone.push(...(await goneIn(member.ensemble, store)));
      continue;
    }
    const there = await Promise.all(member.checkpoints.map(isFolder));
    if (there.every(Boolean)) continue;
    const [run = ''] = runsIn({ members: [member.name] });
    const freed = store.get(run)?.checkpoint_freed_at?.slice(0, 10);
    gone.push(freed === undefined ? member.name : `${member.name} (${freed})`);
  }
  return gone;
}
