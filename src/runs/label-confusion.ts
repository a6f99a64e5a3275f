import { type Confusion, confusion } from '../task/confusion.js';
import { readAnswers } from './compare/read-answers.js';
import type { DoneRun } from './leaderboard.js';
import type { RunFolder } from './run-folder.js';

/**
 * Which label a run takes for which, on dev at threshold 0.5.
 * @returns the labels in the run's order, and their confusion
 * @throws UserError where its scores or its data are not there any more, as readAnswers
 */
export async function labelConfusion(
  run: DoneRun,
  folderOf: (id: string) => RunFolder,
): Promise<{ labels: readonly string[]; confusion: Confusion }> {
  const { labels, examples, answers } = await readAnswers([run], folderOf);
  const [given = new Uint8Array()] = answers;
  const predictions = examples.map((_, row) =>
    given.subarray(row * labels.length, (row + 1) * labels.length),
  );
  return {
    labels,
    confusion: confusion(
      examples.map((example) => example.labels),
      predictions,
      labels.length,
    ),
  };
}
