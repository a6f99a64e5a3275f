import type { Standing } from '../runs/resume-state.js';
import type { RunFile, RunFolder } from '../runs/run-folder.js';
import type { RunMetrics } from '../task/metrics.js';
import { restoreWeights } from './checkpoint/save-checkpoint.js';
import { NotFiniteError } from './not-finite-error.js';
import type { RunData } from './read-run.js';
import type { Trainer } from './trainer.js';
import { devMetrics, scoreLines, writeResults } from './write-results.js';

type Finished = { kept: NonNullable<Standing['kept']>; metrics: RunMetrics };

/** Writes scores and metrics: those of the weights in `checkpoint/`, which are put back first where others stand. */
export async function finishRun({
  run,
  folder,
  data,
  standing: { kept, step },
  trainer,
  predictTest,
}: {
  run: RunFile;
  folder: RunFolder;
  data: RunData;
  standing: Standing;
  trainer: Trainer;
  predictTest: () => Promise<number[][]>;
}): Promise<Finished> {
  if (!kept) throw new Error('the run has no weights that were looked at');
  if (kept.step !== step) await restoreWeights(folder.checkpoint, trainer);
  const test = await predictTest();
  const metrics = devMetrics(kept.logits, data.dev, run.task.labels);
  await writeResults(folder, {
    dev: scoreLines(data.dev, kept.logits),
    test: scoreLines(data.test, test),
    metrics,
  });
  return { kept, metrics };
}

/**
 * Where numbers are no numbers any more, what was good before is finished like the end of a run.
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
