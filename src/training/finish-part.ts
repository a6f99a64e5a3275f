import type { Standing } from '../runs/resume-state.js';
import type { RunFile, RunFolder } from '../runs/run-folder.js';
import type { PartMetrics } from '../task/metrics.js';
import type { LabelledExample } from '../task/read-examples.js';
import { restoreWeights } from './checkpoint/save-checkpoint.js';
import { NotFiniteError } from './not-finite-error.js';
import type { RunData } from './read-run.js';
import type { Trainer } from './trainer.js';
import { devMetrics, scoreLines, writeResults } from './write-results.js';

export type Finished = { kept: NonNullable<Standing['kept']>; metrics: PartMetrics };

/**
 * Writes scores and metrics of a training: those of the weights in `checkpoint/`, which are put back first where others
 * stand.
 * @param heldOut with folds: what `standing.kept` has the logits of, in place of the dev examples
 */
export async function finishPart({
  run,
  folder,
  data,
  heldOut,
  standing: { kept, step },
  trainer,
  predictTexts,
}: {
  run: RunFile;
  folder: RunFolder;
  data: RunData;
  heldOut: readonly LabelledExample[] | undefined;
  standing: Standing;
  trainer: Trainer;
  predictTexts: (of: 'dev' | 'test') => Promise<number[][]>;
}): Promise<Finished> {
  if (!kept) throw new Error('the run has no weights that were looked at');
  if (kept.step !== step) await restoreWeights(folder.checkpoint, trainer);
  const test = await predictTexts('test');
  const dev = heldOut ? await predictTexts('dev') : kept.logits;
  const { labels } = run.task;
  const metrics = {
    ...devMetrics(dev, data.dev, labels),
    ...(heldOut && { held_out: devMetrics(kept.logits, heldOut, labels).dev }),
  };
  await writeResults(folder, {
    dev: scoreLines(data.dev, dev),
    test: scoreLines(data.test, test),
    heldOut: heldOut && scoreLines(heldOut, kept.logits),
    metrics,
  });
  return { kept, metrics };
}

/**
 * Where numbers are no numbers any more, what was good before is finished like the end of a training.
 * @returns the error, which says so then
 */
export async function withLastGood(error: unknown, finish: () => Promise<Finished>): Promise<unknown> {
  if (!(error instanceof NotFiniteError)) return error;
  try {
    error.keptEpoch = (await finish()).kept.epoch;
  } catch (problem) {
    // Most often there is nothing yet. The run has failed either way, and why it did is what matters.
    console.error(problem);
  }
  return error;
}
