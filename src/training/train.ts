import { setImmediate } from 'node:timers/promises';
import type { Adjustment } from '../runs/adjustment.js';
import type { ResumeState } from '../runs/resume-state.js';
import type { RunFile, RunFolder } from '../runs/run-folder.js';
import type { Engine } from '../tensorflow/engine.js';
import { announce, beginAnew, downloadEvents, noteChanges, tellOrigin } from './announce.js';
import { pinCommit, withPinnedCommit } from './checkpoint/pin-commit.js';
import { removeState, restoreState, stateFits } from './checkpoint/run-state.js';
import { createModel } from './create-model.js';
import { createTrainer } from './create-trainer.js';
import { CancelledError } from './describe-failure.js';
import { encode } from './encode.js';
import type { EventLog } from './event-log.js';
import { finishRun, withLastGood } from './finish-run.js';
import { ProgressKeeper } from './keep-progress.js';
import { rateFactors } from './layer-decay.js';
import { lossOf } from './losses/loss-of.js';
import { predict } from './predict.js';
import { readRunData } from './read-run.js';
import { atTheBeginning } from './standing.js';
import { TrainingLoop } from './training-loop.js';

export type TrainOptions = {
  run: RunFile;
  folder: RunFolder;
  engine: Engine;
  events: EventLog;
  /** Aborted when the run is to stop; looked at between steps. */
  signal: AbortSignal;
  /** What an interrupted attempt left, to go on from; the events up to there are still in the log. */
  saved?: ResumeState | undefined;
  /** Sizes in the place of the spec's; null where there are none. */
  adjusted?: Adjustment | null;
};

/**
 * Multiples that batches' lengths are rounded up to on a GPU: tensor cores take matrices in eights (transformers'
 * `pad_to_multiple_of`), and fewer shapes are met. On two CPU cores it was no gain: a tenth more tokens, each 2-5 %
 * cheaper.
 */
const GPU_LENGTHS = 8;

/**
 * Trains one run from its spec, or from where it was interrupted, to its metrics, and says so in events as it goes. The
 * best weights by dev micro-F1 (at 0.5) are the run's result, or with `keep:last` the last.
 * @throws whatever stops it; describeFailure says what that means
 */
export async function train({
  run: queued,
  folder,
  engine,
  events,
  signal,
  saved,
  adjusted = null,
}: TrainOptions): Promise<void> {
  const begin = performance.now();
  const pause = async () => {
    // Signals and the parent's end are only heard while the event loop turns.
    await setImmediate();
    if (signal.aborted) throw new CancelledError();
  };
  await pause();
  const run = await withPinnedCommit(queued, folder);
  const data = await readRunData(run);
  await pause();
  const { model, origin } = await createModel(engine.tf, run, { onDownload: downloadEvents(events), signal });
  if (origin?.pin) await pinCommit(folder, origin.pin);
  if (origin) tellOrigin(origin, events);
  const encoded = {
    train: await encode(model, data.train, run.spec, pause),
    dev: await encode(model, data.dev, run.spec, pause),
    test: await encode(model, data.test, run.spec, pause),
  };
  const { decay, grad_clip: gradClip, layer_decay } = run.spec;
  const loss = lossOf(
    engine.tf,
    run.spec,
    data.train.map(({ labels }) => labels),
  );
  const parameters = model.variables.reduce((sum, { variable }) => sum + variable.size, 0);
  const resumed = saved && (await stateFits(folder, saved, model)) ? saved : undefined;
  if (saved && !resumed) await beginAnew(folder, events, () => origin && tellOrigin(origin, events));
  const trainer = createTrainer({
    ...{ engine, model, loss, precision: run.spec.precision },
    optimizer: { decay, gradClip, factors: rateFactors(model.variables, layer_decay) },
    accumulates: run.spec.accumulate > 1 || (adjusted !== null && adjusted.batch < run.spec.batch),
    reduction: run.spec.reduction,
  });
  const earlier = resumed?.seconds ?? 0;
  const elapsed = () => earlier + (performance.now() - begin) / 1000;
  const standing = resumed?.standing ?? atTheBeginning();
  announce({ run, engine, events }, { data, parameters, trainer, resumed });
  noteChanges(events, { run, adjusted, resumed });
  const keeper = new ProgressKeeper({ run, folder, events, model, trainer, elapsed, parameters });
  if (resumed) await keeper.relink(standing, await restoreState(folder, resumed, trainer));
  const roundTo = engine.device === 'cpu' ? 1 : GPU_LENGTHS;
  const loop = new TrainingLoop({
    ...{ run, events, keeper, pause, model, loss, trainer, data, encoded, standing, elapsed, roundTo },
    ...(adjusted && { batch: adjusted.batch }),
  });
  const finish = () => {
    const predictTest = () => predict(trainer, model.padId, encoded.test, pause, adjusted?.batch);
    return finishRun({ run, folder, data, standing, trainer, predictTest });
  };
  await loop.run().catch(async (error: unknown) => {
    throw await withLastGood(error, finish);
  });
  const { kept, metrics } = await finish();
  const seconds = Math.round(elapsed() * 1000) / 1000;
  const { epoch: best_epoch, step: best_step } = kept;
  events.write({ type: 'done', time: new Date().toISOString(), best_epoch, best_step, seconds });
  console.log(`Done in ${seconds} s: dev micro-F1 ${metrics.dev.micro_f1.toFixed(4)} (epoch ${best_epoch}).`);
  await removeState(folder);
}
