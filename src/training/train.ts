import { setImmediate } from 'node:timers/promises';
import type { RunFile, RunFolder } from '../runs/run-folder.js';
import type { Engine } from '../tensorflow/engine.js';
import { engineNotice } from '../tensorflow/engine-notice.js';
import { restoreWeights } from './checkpoint/save-checkpoint.js';
import type { Download } from './checkpoint/find-checkpoint.js';
import { pinCommit, withPinnedCommit } from './checkpoint/pin-commit.js';
import { createModel } from './create-model.js';
import { createTrainer } from './create-trainer.js';
import { CancelledError } from './describe-failure.js';
import { encode } from './encode.js';
import { stepsPerEpoch } from './epoch-steps.js';
import type { EventLog } from './event-log.js';
import { rateFactors } from './layer-decay.js';
import { lossOf } from './losses/loss-of.js';
import type { Model } from './model.js';
import { predict } from './predict.js';
import { type RunData, readRunData } from './read-run.js';
import type { Trainer } from './trainer.js';
import { TrainingLoop } from './training-loop.js';
import { devMetrics, scoreLines, writeResults } from './write-results.js';

export type TrainOptions = {
  run: RunFile;
  folder: RunFolder;
  engine: Engine;
  events: EventLog;
  /** Aborted when the run is to stop; looked at between steps. */
  signal: AbortSignal;
};

/**
 * Multiples that batches' lengths are rounded up to on a GPU: tensor cores take matrices in eights (transformers'
 * `pad_to_multiple_of`), and fewer shapes are met. On two CPU cores it was no gain: a tenth more tokens, each 2-5 %
 * cheaper.
 */
const GPU_LENGTHS = 8;

/**
 * Trains one run from its spec to its metrics, and says so in events as it goes. The best epoch by dev micro-F1 (at
 * 0.5) is the run's result.
 * @throws whatever stops it; describeFailure says what that means
 */
export async function train({ run: queued, folder, engine, events, signal }: TrainOptions): Promise<void> {
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
  const trainer = createTrainer({
    ...{ engine, model, loss, precision: run.spec.precision },
    optimizer: { decay, gradClip, factors: rateFactors(model.variables, layer_decay) },
    accumulates: run.spec.accumulate > 1,
    reduction: run.spec.reduction,
  });
  announce({ run, engine, events }, data, model, trainer);
  const roundTo = engine.device === 'cpu' ? 1 : GPU_LENGTHS;
  const loop = new TrainingLoop({
    ...{ run, folder, events, pause, model, loss, trainer, data, encoded, roundTo },
  });
  const best = await loop.run();
  if (best.epoch !== loop.epoch) await restoreWeights(folder.checkpoint, trainer);
  const test = await predict(trainer, model.padId, encoded.test, pause);
  const metrics = devMetrics(best.logits, data.dev, run.task.labels);
  await writeResults(folder, {
    dev: scoreLines(data.dev, best.logits),
    test: scoreLines(data.test, test),
    metrics,
  });
  const seconds = Math.round(performance.now() - begin) / 1000;
  events.write({ type: 'done', time: new Date().toISOString(), best_epoch: best.epoch, seconds });
  console.log(`Done in ${seconds} s: dev micro-F1 ${metrics.dev.micro_f1.toFixed(4)} (epoch ${best.epoch}).`);
}

function announce(
  { run, engine, events }: Pick<TrainOptions, 'run' | 'engine' | 'events'>,
  data: RunData,
  model: Model,
  { kind: step }: Trainer,
): void {
  const { kind, tensorflow, device, kernels } = engine;
  const slow = engine.slow || step === 'eager';
  const { epochs } = run.spec;
  const time = new Date().toISOString();
  const parameters = model.variables.reduce((sum, { variable }) => sum + variable.size, 0);
  const examples = { train: data.train.length, dev: data.dev.length, test: data.test.length };
  const steps = epochs * stepsPerEpoch(data.train.length, run.spec);
  events.write({
    type: 'start',
    time,
    engine: { kind, tensorflow, device, slow, step },
    examples,
    parameters,
    epochs,
    steps,
  });
  console.log(`Run ${run.run}: ${run.spec.model}, ${parameters} parameters, ${examples.train} examples.`);
  console.log(
    `Engine: ${kind} TensorFlow ${tensorflow} on ${device}, ${step} steps${kernels === null ? '' : `, Labmate's own kernels: ${kernels}`}.`,
  );
  const notice = engineNotice({ ...engine, slow });
  if (notice) events.write({ type: 'note', time, message: notice });
}

function tellOrigin({ from, lines }: { from: string; lines: string[] }, events: EventLog): void {
  events.write({ type: 'model', time: new Date().toISOString(), from, lines });
  for (const line of [`Weights from ${from}.`, ...lines]) console.log(line);
}

/** Between two events of a download, in ms. */
const DOWNLOAD_MS = 2000;

/** Where it stands is told at once, then every other second, the last of what came in between included. */
function downloadEvents(events: EventLog): (download: Download) => void {
  let latest: Download | undefined;
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    timer = undefined;
    if (!latest) return;
    events.write({ type: 'download', time: new Date().toISOString(), ...latest });
    latest = undefined;
    timer = setTimeout(tell, DOWNLOAD_MS).unref();
  };
  return (download) => {
    latest = download;
    if (!timer || download.received === download.size) {
      clearTimeout(timer);
      tell();
    }
  };
}
