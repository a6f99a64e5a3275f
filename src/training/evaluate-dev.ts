import type { RunFile } from '../runs/run-folder.js';
import type { Metrics, TunedMetrics } from '../task/metrics.js';
import type { Loss } from './losses/loss.js';
import type { Features, Model } from './model.js';
import type { Watched } from './not-finite-error.js';
import { lossOfLogits, predict, PREDICT_BATCH } from './predict.js';
import type { RunData } from './read-run.js';
import type { Trainer } from './trainer.js';
import { devMetrics } from './write-results.js';

export type DevOptions = {
  run: RunFile;
  model: Model;
  loss: Loss;
  trainer: Pick<Trainer, 'predict'>;
  data: RunData;
  /** What its examples are called: with folds they are those that are held out. */
  judgedOn: 'dev' | 'held-out';
  /** The dev texts as the model takes them. */
  texts: readonly Features[];
  pause: () => Promise<void>;
  /** Texts in memory at once. */
  batch?: number;
  /** Throws where a number is none: what is no number cannot be ranked. */
  check: (what: Watched, value: number) => void;
};

export type DevResult = {
  logits: number[][];
  dev_loss: number;
  metrics: { dev: Metrics; dev_tuned: TunedMetrics };
};

/** A look at the dev set with the weights as they stand, without dropout. */
export async function evaluateDev(options: DevOptions): Promise<DevResult> {
  const { run, model, loss, trainer, data, texts, pause, batch = PREDICT_BATCH, check, judgedOn } = options;
  const logits = await predict(trainer, model.padId, texts, pause, batch);
  const targets = data.dev.map(({ labels }) => labels);
  const dev_loss = perEntry(run, lossOfLogits(model.tf, loss, logits, targets), logits.length);
  check(`${judgedOn} loss`, dev_loss);
  return { logits, dev_loss, metrics: devMetrics(logits, data.dev, run.task.labels) };
}

/** The mean over all entries, whatever the loss is reduced to: only means can be compared between runs and epochs. */
export function perEntry({ spec, task }: RunFile, loss: number, examples: number): number {
  return spec.reduction === 'sum' ? loss / (examples * task.labels.length) : loss;
}
