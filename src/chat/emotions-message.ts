import type { DoneRun } from '../runs/leaderboard.js';
import type { Runs } from '../runs/runs.js';
import type { Texts } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { confusionPicture, labelPicture } from './run-pictures.js';
import type { Picture } from './sweep-picture.js';

/**
 * What a finished run's thread gets: F1 of each label, and which is taken for which. Without the latter where its scores
 * or its data are not there any more.
 */
export async function emotionsMessage(
  run: DoneRun,
  runs: Pick<Runs, 'folder' | 'task'>,
  texts: Texts,
): Promise<{ content: string; files: Picture[] }> {
  const confusion = await confusionPicture(run, runs, texts).catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
  const files = [await labelPicture(run, runs, texts), ...(confusion ? [confusion] : [])];
  return { content: texts.t('pictures.threadPost', { run: run.id }), files };
}
