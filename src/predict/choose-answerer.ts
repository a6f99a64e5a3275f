import type { Runs } from '../runs/runs.js';
import { DEFAULT_THRESHOLD } from '../task/evaluate.js';
import { sigmoid } from '../task/sigmoid.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Answerer } from './answerer.js';
import { chooseRun } from './choose-run.js';
import { chooseSubmission } from './choose-submission.js';
import type { Question } from './text-predictor.js';

/**
 * The run or the ensemble that is asked; the best run where neither is named.
 * @throws UserError `predict.both`, those of chooseRun and of chooseSubmission
 */
export async function chooseAnswerer(
  { run: typed, submission }: Pick<Question, 'run' | 'submission'>,
  runs: Pick<Runs, 'require' | 'store' | 'folder' | 'task'>,
): Promise<Answerer> {
  if (typed !== undefined && submission !== undefined)
    throw new UserError('predict.both', say('predict.both'));
  if (submission !== undefined) return chooseSubmission(submission, runs.store);
  const { run, folders } = await chooseRun(typed, runs);
  const { dev, dev_tuned } = run.result;
  return {
    ...{ named: { run: run.id }, microF1: dev.micro_f1, folders },
    answer: (logits) =>
      runs.task.labels.map((label, at) => ({
        ...{ label, probability: sigmoid(meanAt(at, logits)) },
        tunedThreshold: dev_tuned.thresholds[label] ?? DEFAULT_THRESHOLD,
      })),
  };
}

/** A run of several parts answers by the mean of their logits. */
const meanAt = (label: number, logits: readonly (readonly number[])[]): number =>
  logits.reduce((sum, row) => sum + (row[label] ?? NaN), 0) / logits.length;
