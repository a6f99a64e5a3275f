import type { RunFile, RunFolder } from '../runs/run-folder.js';
import { percent } from '../runs/percent.js';
import type { RunMetrics } from '../task/metrics.js';
import { type PackedBatch, packBatch } from './batches.js';
import { saveCheckpoint } from './checkpoint/save-checkpoint.js';
import { epochSteps, type StepPlan, stepsPerEpoch } from './epoch-steps.js';
import type { EventLog } from './event-log.js';
import { learningRate, warmupSteps } from './learning-rate.js';
import type { Loss } from './losses/loss.js';
import type { Features, Model } from './model.js';
import { NotFiniteError } from './not-finite-error.js';
import { lossOfLogits, predict } from './predict.js';
import { Random } from './random.js';
import type { RunData } from './read-run.js';
import { labmateSectionSchema } from './text/labmate-section.js';
import type { Trainer } from './trainer.js';
import { devMetrics } from './write-results.js';

export type LoopOptions = {
  run: RunFile;
  folder: RunFolder;
  events: EventLog;
  pause: () => Promise<void>;
  model: Model;
  loss: Loss;
  trainer: Trainer;
  data: RunData;
  /** The same data as the model takes it. */
  encoded: Record<keyof RunData, Features[]>;
  /** Batches are padded to a multiple of this many tokens. */
  roundTo?: number;
};

/** What an epoch's steps came to. */
type EpochSums = {
  /** Mean over the epoch's examples of the loss that each had in its step: before the update, with dropout. */
  train_loss: number;
  /** Positions that were computed, padding included. */
  tokens: number;
  /** How many of them were padding. */
  padding: number;
};

/** The epoch whose checkpoint is kept, and its dev logits [examples, labels]. */
export type BestEpoch = { epoch: number; microF1: number; logits: number[][] };

/** Epochs of training, each followed by a look at the dev set. */
export class TrainingLoop {
  /** The last epoch that was trained, from 1. */
  epoch = 0;
  readonly #options: LoopOptions;
  readonly #rateAt: (step: number) => number;
  readonly #plan: StepPlan;
  readonly #longest: number;
  #steps = 0;

  constructor(options: LoopOptions) {
    const { run, data, encoded } = options;
    const { spec } = run;
    this.#options = options;
    const lengths = encoded.train.map(({ ids }) => ids.length);
    this.#plan = { ...spec, lengths };
    this.#longest = lengths.reduce((longest, length) => Math.max(longest, length), 1);
    const totalSteps = spec.epochs * stepsPerEpoch(data.train.length, spec);
    this.#rateAt = learningRate({
      schedule: spec.schedule,
      peak: spec.lr,
      totalSteps,
      warmupSteps: warmupSteps(spec.warmup, totalSteps),
    });
  }

  /**
   * Trains all epochs, or fewer where patience ends.
   * @throws NotFiniteError where a loss or a gradient is no number any more
   */
  async run(): Promise<BestEpoch> {
    const { epochs, patience } = this.#options.run.spec;
    const begin = performance.now();
    let best: BestEpoch = { epoch: 0, microF1: -1, logits: [] };
    while (this.epoch < epochs) {
      const epochBegin = performance.now();
      this.epoch += 1;
      const sums = await this.#trainEpoch();
      const { logits, dev_loss, metrics } = await this.#evaluate();
      const { micro_f1, macro_f1 } = metrics.dev;
      const isBest = micro_f1 > best.microF1;
      if (isBest) {
        best = { epoch: this.epoch, microF1: micro_f1, logits };
        await this.#save();
      }
      const each = (performance.now() - begin) / this.epoch;
      this.#report({
        ...sums,
        dev_loss,
        micro_f1,
        macro_f1,
        best: isBest,
        seconds: inSeconds(performance.now() - epochBegin),
        seconds_left: inSeconds(each * (epochs - this.epoch)),
      });
      if (patience > 0 && this.epoch - best.epoch >= patience && this.epoch < epochs) {
        this.#noteEarlyStop(patience);
        break;
      }
    }
    return best;
  }

  async #trainEpoch(): Promise<EpochSums> {
    const { run, trainer, events, pause } = this.#options;
    const sums = { loss: 0, examples: 0, tokens: 0, padding: 0 };
    for (const step of epochSteps(this.#plan, this.epoch)) {
      await pause();
      const rate = this.#rateAt(this.#steps);
      this.#steps += 1;
      const batches = step.map((rows) => this.#pack(rows));
      const { loss, gradNorm } = trainer.step({
        batches,
        rate,
        seed: dropoutSeed(run.spec.seed, this.#steps),
      });
      this.#check({ loss, 'gradient norm': gradNorm });
      const examples = batches.reduce((sum, { size }) => sum + size, 0);
      sums.loss += this.#perEntry(loss, examples) * examples;
      sums.examples += examples;
      for (const { size, length, mask } of batches) {
        sums.tokens += size * length;
        sums.padding += mask.reduce((padding, one) => padding + 1 - one, 0);
      }
      events.write({ type: 'step', step: this.#steps, epoch: this.epoch, loss, lr: rate, gradNorm });
    }
    events.flush();
    return { train_loss: sums.loss / sums.examples, tokens: sums.tokens, padding: sums.padding };
  }

  /** The mean over all entries, whatever the loss is reduced to: only means can be compared between runs and epochs. */
  #perEntry(loss: number, examples: number): number {
    const { spec, task } = this.#options.run;
    return spec.reduction === 'sum' ? loss / (examples * task.labels.length) : loss;
  }

  #pack(rows: readonly number[]): PackedBatch {
    const { data, encoded, model, roundTo = 1 } = this.#options;
    const texts = rows.map((row) => encoded.train[row] as Features);
    const labels = rows.map((row) => data.train[row]?.labels ?? []);
    return packBatch(model.padId, texts, labels, { roundTo, most: this.#longest });
  }

  async #evaluate(): Promise<{ logits: number[][]; dev_loss: number; metrics: RunMetrics }> {
    const { run, data, encoded, model, loss, trainer, pause } = this.#options;
    const logits = await predict(trainer, model.padId, encoded.dev, pause);
    const targets = data.dev.map(({ labels }) => labels);
    const dev_loss = this.#perEntry(lossOfLogits(model.tf, loss, logits, targets), logits.length);
    this.#check({ 'dev loss': dev_loss });
    return { logits, dev_loss, metrics: devMetrics(logits, data.dev, run.task.labels) };
  }

  async #save(): Promise<void> {
    const { run, folder, model, trainer } = this.#options;
    const texts = labmateSectionSchema.parse(run.spec);
    await saveCheckpoint(folder.checkpoint, model, trainer, { epoch: this.epoch, texts });
  }

  #check(numbers: Record<string, number>): void {
    for (const [what, value] of Object.entries(numbers))
      if (!Number.isFinite(value)) throw new NotFiniteError(what, this.#steps, this.epoch);
  }

  #report(
    numbers: EpochSums & {
      dev_loss: number;
      micro_f1: number;
      macro_f1: number;
      best: boolean;
      seconds: number;
      seconds_left: number;
    },
  ): void {
    const { events, run } = this.#options;
    events.write({ type: 'epoch', time: new Date().toISOString(), epoch: this.epoch, ...numbers });
    const { train_loss, dev_loss, micro_f1, macro_f1, seconds, best, tokens, padding } = numbers;
    console.log(
      `Epoch ${this.epoch}/${run.spec.epochs}: train loss ${train_loss.toFixed(4)}, dev loss ${dev_loss.toFixed(4)}, ` +
        `dev micro-F1 ${micro_f1.toFixed(4)}${best ? ' (best)' : ''}, macro-F1 ${macro_f1.toFixed(4)}, ${seconds} s, ${percent(padding / tokens)} of tokens were padding`,
    );
  }

  #noteEarlyStop(patience: number): void {
    const message = `No better dev micro-F1 in ${patience} epoch${patience === 1 ? '' : 's'}: stopped after epoch ${this.epoch}.`;
    this.#options.events.write({ type: 'note', time: new Date().toISOString(), message });
    console.log(message);
  }
}

/** Two int32 of its own for each step. */
function dropoutSeed(seed: number, step: number): [number, number] {
  const random = Random.fork(seed, 'dropout', step);
  return [random.uint32() | 0, random.uint32() >>> 8];
}

/** Milliseconds in seconds, to the millisecond. */
const inSeconds = (milliseconds: number): number => Math.round(milliseconds) / 1000;
