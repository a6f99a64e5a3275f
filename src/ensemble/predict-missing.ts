import { rename, rm, stat } from 'node:fs/promises';
import type { Task } from '../task/task.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Member } from './member.js';
import { callMember, refuseMember } from './refuse-member.js';

/** Writes a checkpoint's scores of a file; with several, the mean of their logits. Paths are absolute. */
export type PredictScores = (
  job: { checkpoints: readonly string[]; labels: readonly string[]; input: string; output: string },
  how: { progress: (line: string) => void; signal: AbortSignal },
) => Promise<unknown>;

type How = {
  testFile: string;
  task: Task;
  predict: PredictScores;
  progress: (line: string) => void;
  signal: AbortSignal;
};

/**
 * Makes a member's test scores with its own checkpoint, into its own folder; a file that is there already stays.
 * @throws UserError `ensemble.member` where it has no checkpoint any more, or predicting fails
 */
export async function predictMissing(
  { name, test, checkpoints }: Member,
  { testFile, task, predict, progress, signal }: How,
): Promise<void> {
  if (await isThere(test)) return;
  for (const folder of checkpoints)
    if (!(await isThere(folder))) refuseMember(name, say('ensembleErrors.problem.checkpoint'));
  if (checkpoints.length === 0) refuseMember(name, say('ensembleErrors.problem.scores'));
  // It may have been aborted before there was anything to end.
  signal.throwIfAborted();
  progress(`Predicting the test file with ${callMember(name)}.`);
  // A name of its own: what is half-way when Labmate stops must not pass for scores.
  const output = `${test}.predicting`;
  try {
    await predict({ checkpoints, labels: task.labels, input: testFile, output }, { progress, signal });
    await rename(output, test);
  } catch (error) {
    if (error instanceof UserError)
      refuseMember(name, say('ensembleErrors.problem.predicting', { why: error.sentence }), error);
    throw error;
  } finally {
    await rm(output, { force: true }).catch(() => undefined);
  }
}

const isThere = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined)) !== undefined;
