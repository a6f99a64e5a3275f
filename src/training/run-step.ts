import type { RunFile } from '../runs/run-folder.js';
import { type PackedBatch, packBatch } from './batches.js';
import { cut, stepsPerEpoch } from './epoch-steps.js';
import { learningRate, warmupSteps } from './learning-rate.js';
import type { Features, Model } from './model.js';
import { Random } from './random.js';
import type { RunData } from './read-run.js';
import type { StepResult, Trainer } from './trainer.js';

export type StepRunnerOptions = {
  run: RunFile;
  model: Model;
  trainer: Trainer;
  data: RunData;
  /** The training texts as the model takes them. */
  texts: readonly Features[];
  /** Examples in memory at once, where fewer than the spec's batch: each batch is then taken in parts. */
  batch?: number;
  /** Batches are padded to a multiple of this many tokens. */
  roundTo?: number;
};

export type RanStep = StepResult & { rate: number; examples: number; tokens: number; padding: number };

/** One step of the optimiser after the other. The number of a step says all about its rate and dropout. */
export class StepRunner {
  /** Of all epochs. */
  readonly total: number;
  readonly #options: StepRunnerOptions;
  readonly #rateAt: (step: number) => number;
  readonly #longest: number;

  constructor(options: StepRunnerOptions) {
    const { spec } = options.run;
    this.#options = options;
    this.#longest = options.texts.reduce((longest, { ids }) => Math.max(longest, ids.length), 1);
    this.total = spec.epochs * stepsPerEpoch(options.data.train.length, spec);
    this.#rateAt = learningRate({
      schedule: spec.schedule,
      peak: spec.lr,
      totalSteps: this.total,
      warmupSteps: warmupSteps(spec.warmup, this.total),
    });
  }

  /**
   * @param step its number, from 1
   * @param plan the step's batches, each a list of positions in the data
   */
  run(step: number, plan: readonly (readonly number[])[]): RanStep {
    const { run, trainer } = this.#options;
    const rate = this.#rateAt(step - 1);
    const size = this.#options.batch ?? run.spec.batch;
    const batches = plan.flatMap((rows) => cut(rows, size)).map((rows) => this.#pack(rows));
    const result = trainer.step({ batches, rate, seed: dropoutSeed(run.spec.seed, step) });
    const ran = { ...result, rate, examples: 0, tokens: 0, padding: 0 };
    for (const batch of batches) {
      ran.examples += batch.size;
      ran.tokens += batch.size * batch.length;
      ran.padding += batch.mask.reduce((padding, one) => padding + 1 - one, 0);
    }
    return ran;
  }

  #pack(rows: readonly number[]): PackedBatch {
    const { data, texts, model, roundTo = 1 } = this.#options;
    const features = rows.map((row) => texts[row] as Features);
    const labels = rows.map((row) => data.train[row]?.labels ?? []);
    return packBatch(model.padId, features, labels, { roundTo, most: this.#longest });
  }
}

/** Two int32 of its own for each step. */
function dropoutSeed(seed: number, step: number): [number, number] {
  const random = Random.fork(seed, 'dropout', step);
  return [random.uint32() | 0, random.uint32() >>> 8];
}
