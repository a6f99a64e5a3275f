import { mkdir } from 'node:fs/promises';
import { noFinishedParts, writeFinishedParts } from '../runs/finished-parts.js';
import { type Part, partsOf } from '../runs/parts.js';
import { partFolder } from '../runs/run-folder.js';
import type { PartResult, RunMetrics } from '../task/metrics.js';
import { averageParts } from './average-parts.js';
import { removeState } from './checkpoint/run-state.js';
import { foldsOf } from './hold-out.js';
import { NotFiniteError } from './not-finite-error.js';
import type { SharedTexts } from './shared-texts.js';
import type { TrainOptions } from './train-options.js';
import { type TrainedPart, trainPart } from './train-part.js';

/**
 * Trains the parts of a run one after the other, those that an earlier attempt finished excepted, and averages their
 * scores.
 * @param began when the attempt began (performance.now)
 */
export async function trainParts(
  { run, folder, engine, events, signal, point, adjusted = null }: TrainOptions,
  { texts, pause, began }: { texts: SharedTexts; pause: () => Promise<void>; began: number },
): Promise<{ parts: PartResult[]; metrics: RunMetrics; seconds: number }> {
  const parts = partsOf(run.spec);
  const foldOf = foldsOf(run, texts.data.train);
  let finished = point?.finished ?? noFinishedParts();
  let saved = point?.state;
  let clock = { began, before: finished.seconds };
  for (const part of parts.slice(finished.parts.length)) {
    await pause();
    const own = partFolder(folder, part.part);
    await mkdir(own.dir, { recursive: true, mode: 0o700 });
    console.log(`Part ${part.part} of ${parts.length}: ${describe(part, run.spec.folds)}.`);
    const trained = await trainPart({
      ...{ run, folder: own, engine, texts, pause, signal, part, foldOf, saved, adjusted, clock },
      events: events.ofPart(part.part, finished.events_bytes),
      partsAfter: parts.length - part.part,
      isFirst: clock.began === began,
    }).catch((error: unknown) => {
      if (error instanceof NotFiniteError) error.part = { part: part.part, parts: parts.length };
      throw error;
    });
    const { seconds } = trained;
    const done = [...finished.parts, resultOf(part, trained)];
    finished = { version: 1, parts: done, events_bytes: events.sync(), seconds };
    await writeFinishedParts(folder, finished);
    await removeState(folder);
    saved = undefined;
    clock = { began: performance.now(), before: seconds };
  }
  const metrics = await averageParts({ run, folder, data: texts.data, foldOf }, finished.parts);
  return { parts: finished.parts, metrics, seconds: finished.seconds };
}

function resultOf({ part, seed, fold }: Part, { kept, metrics }: TrainedPart): PartResult {
  return {
    ...{ part, seed, fold, best_epoch: kept.epoch, best_step: kept.step, dev: metrics.dev.micro_f1 },
    ...(metrics.held_out && { held_out: metrics.held_out.micro_f1 }),
  };
}

const describe = ({ seed, fold }: Part, folds: number): string =>
  fold === null ? `seed ${seed}` : `seed ${seed}, fold ${fold} of ${folds} held out`;
