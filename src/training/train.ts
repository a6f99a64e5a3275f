import { rm } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { hasParts } from '../runs/parts.js';
import { partsLine } from '../runs/parts-line.js';
import { removeState } from './checkpoint/run-state.js';
import { CancelledError } from './describe-failure.js';
import { readRunData } from './read-run.js';
import { SharedTexts } from './shared-texts.js';
import type { TrainOptions } from './train-options.js';
import { trainPart } from './train-part.js';
import { trainParts } from './train-parts.js';

/**
 * Trains one run from its spec, or from where it was interrupted, to its metrics, and says so in events as it goes: one
 * training, or with folds and seeds several.
 * @throws whatever stops it; describeFailure says what that means
 */
export async function train(options: TrainOptions): Promise<void> {
  const { run, folder, events, signal, point, adjusted = null } = options;
  const began = performance.now();
  const pause = async () => {
    // Signals and the parent's end are only heard while the event loop turns.
    await setImmediate();
    if (signal.aborted) throw new CancelledError();
  };
  await pause();
  const texts = new SharedTexts(await readRunData(run), run.spec);
  await pause();
  const time = () => new Date().toISOString();
  if (hasParts(run.spec)) {
    const { parts, metrics, seconds } = await trainParts(options, { texts, pause, began });
    const best_epoch = Math.round(parts.reduce((sum, part) => sum + part.best_epoch, 0) / parts.length);
    events.write({ type: 'done', time: time(), best_epoch, seconds });
    console.log(`Done in ${seconds} s: ${partsLine(run.spec, metrics)}.`);
    await rm(folder.finishedParts, { force: true });
    return;
  }
  const clock = { began, before: 0 };
  const { kept, metrics, seconds } = await trainPart({
    ...{ ...options, texts, pause, saved: point?.state, adjusted, clock },
  });
  const { epoch: best_epoch, step: best_step } = kept;
  events.write({ type: 'done', time: time(), best_epoch, best_step, seconds });
  console.log(`Done in ${seconds} s: dev micro-F1 ${metrics.dev.micro_f1.toFixed(4)} (epoch ${best_epoch}).`);
  await removeState(folder);
}
