import type { Standing } from '../runs/resume-state.js';
import type { RunFile } from '../runs/run-folder.js';
import { percent } from '../runs/percent.js';
import { say } from '../texts/texts.js';
import { epochSteps, type StepPlan, stepsPerEpoch } from './epoch-steps.js';
import { type DevResult, evaluateDev, perEntry } from './evaluate-dev.js';
import type { Events } from './event-log.js';
import type { ProgressKeeper } from './keep-progress.js';
import type { Loss } from './losses/loss.js';
import type { Features, Model } from './model.js';
import { NotFiniteError, type Watched } from './not-finite-error.js';
import { PREDICT_BATCH } from './predict.js';
import type { RunData } from './read-run.js';
import { type RanStep, StepRunner } from './run-step.js';
import { noSums } from './standing.js';
import { tellNote } from './tell-note.js';
import type { Trainer } from './trainer.js';

export type LoopOptions = {
  run: RunFile;
  events: Events;
  keeper: ProgressKeeper;
  pause: () => Promise<void>;
  model: Model;
  loss: Loss;
  trainer: Trainer;
  /** With folds, its dev examples are those that the part holds out: each epoch is judged by them. */
  data: RunData;
  judgedOn: 'dev' | 'held-out';
  /** The same data as the model takes it. */
  encoded: Record<keyof RunData, Features[]>;
  /** From where it goes on: `atTheBeginning`, or where an earlier attempt was. It is kept up to date. */
  standing: Standing;
  /** Seconds of the run so far, over all attempts. */
  elapsed: () => number;
  /** Examples in memory at once, where the spec's batch does not fit. */
  batch?: number;
  /** Batches are padded to a multiple of this many tokens. */
  roundTo?: number;
  /** Steps of the parts that are to follow. */
  stepsAfter?: number;
};

/**
 * Epochs of training, each followed by a look at the dev set (with folds: what is held out), and with `eval_steps` looks
 * in between.
 */
export class TrainingLoop {
  readonly #options: LoopOptions;
  readonly #runner: StepRunner;
  readonly #plan: StepPlan;
  readonly #perEpoch: number;
  readonly #began: { step: number; at: number };

  constructor(options: LoopOptions) {
    const { run, data, encoded, standing, elapsed } = options;
    this.#options = options;
    this.#runner = new StepRunner({ ...options, texts: encoded.train });
    this.#plan = { ...run.spec, lengths: encoded.train.map(({ ids }) => ids.length) };
    this.#perEpoch = stepsPerEpoch(data.train.length, run.spec);
    this.#began = { step: standing.step, at: elapsed() };
  }

  /**
   * Trains all epochs, or fewer where patience ends.
   * @throws NotFiniteError where a loss or a gradient is no number any more
   */
  async run(): Promise<void> {
    const { standing, run } = this.#options;
    while (standing.epoch < run.spec.epochs && !standing.stopped) await this.#trainEpoch();
  }

  /** The epoch that stands, from where it stands to its end or that of patience. */
  async #trainEpoch(): Promise<void> {
    const { standing, run, events, pause, elapsed } = this.#options;
    const { eval_steps } = run.spec;
    const epoch = standing.epoch + 1;
    const begin = standing.epoch * this.#perEpoch;
    if (standing.step === begin) standing.sums = noSums(elapsed());
    for (const plan of epochSteps(this.#plan, epoch).slice(standing.step - begin)) {
      await pause();
      standing.step += 1;
      const ran = this.#runner.run(standing.step, plan);
      this.#check('loss', ran.loss);
      this.#check('gradient norm', ran.gradNorm);
      this.#add(ran);
      const { loss, gradNorm, rate: lr } = ran;
      events.write({ type: 'step', step: standing.step, epoch, loss, lr, gradNorm });
      const ends = standing.step === begin + this.#perEpoch;
      if (ends || (eval_steps > 0 && standing.step % eval_steps === 0)) await this.#look(epoch, ends);
      if (standing.stopped) return;
    }
  }

  #add({ loss, examples, tokens, padding }: RanStep): void {
    const { standing, run } = this.#options;
    const { sums } = standing;
    sums.loss += perEntry(run, loss, examples) * examples;
    sums.examples += examples;
    sums.tokens += tokens;
    sums.padding += padding;
  }

  /** Looks at the dev set, says how it went, and keeps what is to be kept. */
  async #look(epoch: number, ends: boolean): Promise<void> {
    const { standing, run, keeper, encoded, batch } = this.#options;
    const dev = await evaluateDev({
      ...this.#options,
      texts: encoded.dev,
      check: (what, value) => this.#check(what, value),
      ...(batch !== undefined && { batch: Math.min(batch, PREDICT_BATCH) }),
    });
    const { patience, epochs } = run.spec;
    const { micro_f1 } = dev.metrics.dev;
    const here = { epoch, step: standing.step, micro_f1 };
    const isBest = micro_f1 > (standing.best?.micro_f1 ?? -1);
    standing.micro_f1 = micro_f1;
    if (isBest) standing.best = here;
    standing.since_best = isBest ? 0 : standing.since_best + 1;
    standing.stopped = patience > 0 && standing.since_best >= patience && !(ends && epoch === epochs);
    const look = { isBest, ends: ends || standing.stopped };
    if (keeper.takes(look)) standing.kept = { ...here, logits: dev.logits };
    this.#report(epoch, ends, isBest, dev);
    if (ends) Object.assign(standing, { epoch, sums: noSums(this.#options.elapsed()) });
    if (standing.stopped) this.#noteEarlyStop(epoch, ends);
    await keeper.save(standing, look);
  }

  #check(what: Watched, value: number): void {
    const { standing } = this.#options;
    if (!Number.isFinite(value)) throw new NotFiniteError(what, standing.step, standing.epoch + 1);
  }

  #report(epoch: number, ends: boolean, best: boolean, { dev_loss, metrics }: DevResult): void {
    const { events, run, standing, elapsed, judgedOn, stepsAfter = 0 } = this.#options;
    const { step, sums } = standing;
    const { micro_f1, macro_f1 } = metrics.dev;
    const each = (elapsed() - this.#began.at) / (step - this.#began.step);
    const seconds_left = toMilliseconds(each * (this.#runner.total - step + stepsAfter));
    const time = new Date().toISOString();
    const scores = { dev_loss, micro_f1, macro_f1, best };
    const said = `${judgedOn} loss ${dev_loss.toFixed(4)}, ${judgedOn} micro-F1 ${micro_f1.toFixed(4)}${best ? ' (best)' : ''}, macro-F1 ${macro_f1.toFixed(4)}`;
    if (!ends) {
      events.write({ type: 'eval', time, epoch, step, ...scores, seconds_left });
      console.log(`Step ${step} (epoch ${epoch}/${run.spec.epochs}): ${said}`);
      return;
    }
    const { tokens, padding, began } = sums;
    const train_loss = sums.loss / sums.examples;
    const seconds = toMilliseconds(elapsed() - began);
    const counted = { train_loss, tokens, padding, seconds, seconds_left };
    events.write({ type: 'epoch', time, epoch, step, ...scores, ...counted });
    console.log(
      `Epoch ${epoch}/${run.spec.epochs}: train loss ${train_loss.toFixed(4)}, ${said}, ${seconds} s, ${percent(padding / tokens)} of tokens were padding`,
    );
  }

  #noteEarlyStop(epoch: number, ends: boolean): void {
    const { run, events, standing, judgedOn } = this.#options;
    const { patience, eval_steps } = run.spec;
    const looks = eval_steps > 0 ? 'early_evaluation' : 'early_epoch';
    const at = ends
      ? say('stored.note.at_epoch', { epoch })
      : say('stored.note.at_step', { step: standing.step, epoch });
    tellNote(
      events,
      say(`stored.note.${looks}${patience === 1 ? '' : 's'}`, { judged: judgedOn, count: patience, at }),
    );
  }
}

/** Seconds, to the millisecond. */
const toMilliseconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;
