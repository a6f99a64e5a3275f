import { inWorkerThread } from '../runs/in-worker-thread.js';
import type { Said } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { EnsembleJob } from './build-ensemble.js';
import type { EnsembleResult, MissingScores } from './ensemble-result.js';

/** An error of another thread is no `UserError` any more when it arrives: its parts are sent. */
export type ThreadAnswer =
  | { result: EnsembleResult | MissingScores }
  | { mistake: { identifier: string; sentence: Said | string; context: Record<string, unknown> } };

const THREAD = new URL('./ensemble-thread.js', import.meta.url);

/** `buildEnsemble` in a thread of its own, files and all, so that the bot goes on answering. @throws UserError as it does */
export async function inEnsembleThread(job: EnsembleJob): Promise<EnsembleResult | MissingScores> {
  const answer = await inWorkerThread<EnsembleJob, ThreadAnswer>(THREAD, job);
  if ('result' in answer) return answer.result;
  const { identifier, sentence, context } = answer.mistake;
  throw new UserError(identifier, sentence, { context });
}
