import type { Runs } from '../runs/runs.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Answerer } from './answerer.js';
import { checkMemory } from './check-memory.js';
import { chooseAnswerer } from './choose-answerer.js';
import type { Prediction, Question, TextPredictor } from './text-predictor.js';
import { WarmModel } from './warm-model.js';

const MINUTE = 60_000;
const IDLE_MS = 10 * MINUTE;
/** A large model is loaded in half a minute while every core trains. */
const PATIENCE_MS = 3 * MINUTE;
const MOST_WAITING = 20;

type Parts = {
  runs: Pick<Runs, 'require' | 'store' | 'folder' | 'task'>;
  /** The compiled process. */
  worker: string;
  idleMs?: number;
  patienceMs?: number;
  /** Bytes of memory that are free; default: as the operating system has it. */
  freeMemory?: () => number;
};

/**
 * Answers texts with the model of a run, or with an ensemble's. Its process stays for the next text; it goes when nobody
 * asked for ten minutes, when another run is asked, and when a training begins, which may need the memory.
 */
export class RunPredictor implements TextPredictor {
  readonly #parts: Parts;
  readonly #asking = new Set<string>();
  readonly #unsubscribe: () => void;
  readonly #known = new Set<string>();
  /** The models that are loaded, by their folders. */
  #warm: { key: string; model: WarmModel } | undefined;
  #idle: NodeJS.Timeout | undefined;
  /** Texts are answered one after the other: two runs would change models to and fro. */
  #before: Promise<unknown> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#unsubscribe = parts.runs.store.onChange(({ id, state }) => {
      if (state !== 'running') this.#known.delete(id);
      else if (!this.#known.has(id)) {
        this.#known.add(id);
        if (!this.#warm?.model.isBusy) void this.#cool();
      }
    });
  }

  /**
   * @throws UserError `predict.busy`, `predict.failed`, `predict.died`, `predict.slow`, `predict.memory`, and those of
   * chooseAnswerer
   */
  async predict(question: Question): Promise<Prediction> {
    const { person } = question;
    if (this.#asking.has(person)) throw new UserError('predict.busy', say('predict.busy'));
    if (this.#asking.size >= MOST_WAITING) throw new UserError('predict.busy', say('predict.many'));
    this.#asking.add(person);
    const answered = this.#before.then(() => this.#answer(question));
    this.#before = answered.catch(() => undefined);
    return answered.finally(() => this.#asking.delete(person));
  }

  async stop(): Promise<void> {
    this.#unsubscribe();
    await this.#cool();
  }

  async #answer({ text, target, ...who }: Question): Promise<Prediction> {
    const chosen = await chooseAnswerer(who, this.#parts.runs);
    clearTimeout(this.#idle);
    try {
      const { logits, model } = await this.#ask(chosen, text, target ?? null);
      return {
        ...{ ...chosen.named, microF1: chosen.microF1 },
        usesTarget: target !== undefined && model.target !== 'none',
        labels: chosen.answer(logits),
      };
    } finally {
      this.#idle = setTimeout(() => void this.#cool(), this.#parts.idleMs ?? IDLE_MS);
      this.#idle.unref();
    }
  }

  /** A process that died while it waited, for memory's sake say, is no reason to refuse: another one is tried. */
  async #ask(
    chosen: Answerer,
    text: string,
    target: string | null,
  ): Promise<{ logits: number[][]; model: WarmModel }> {
    const waited = this.#warm?.model;
    const model = await this.#warmed(chosen);
    try {
      return { logits: await this.#inTime(model, model.ask(text, target)), model };
    } catch (error) {
      const died = error instanceof UserError && error.identifier === 'predict.died';
      if (!died || model !== waited) throw error;
      return this.#ask(chosen, text, target);
    }
  }

  async #warmed({ folders }: Answerer): Promise<WarmModel> {
    const { worker, runs, freeMemory } = this.#parts;
    const key = folders.join('\n');
    if (this.#warm?.key === key && !this.#warm.model.isGone) return this.#warm.model;
    // What was loaded until now makes room first.
    await this.#cool();
    await checkMemory(folders, freeMemory);
    const model = new WarmModel(worker, {
      models: folders.map((folder) => ({ folder })),
      labels: [...runs.task.labels],
    });
    this.#warm = { key, model };
    return model;
  }

  /** A process that does not come to an end is ended. */
  async #inTime(model: WarmModel, logits: Promise<number[][]>): Promise<number[][]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new UserError('predict.slow', say('predict.slow')));
        void model.stop();
      }, this.#parts.patienceMs ?? PATIENCE_MS);
    });
    logits.catch(() => undefined);
    return Promise.race([logits, late]).finally(() => clearTimeout(timer));
  }

  async #cool(): Promise<void> {
    clearTimeout(this.#idle);
    const warm = this.#warm;
    this.#warm = undefined;
    await warm?.model.stop();
  }
}
