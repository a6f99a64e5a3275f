import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { workerEnvironment } from '../queue/worker-environment.js';
import type { TextMessage, TextModel } from '../training/text-job.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';

/** Somebody waits for an answer: before workers that train (10), after the bot (0). */
const NICE = 5;
/** When memory runs out the kernel takes this process first, before a worker (500; proc(5), oom_score_adj). */
const OOM_SCORE = 800;

type Waiting = { resolve: (logits: number[][]) => void; reject: (error: unknown) => void };

/**
 * A process that holds the model of a run, or those of all its parts or of an ensemble's members. It calculates on the CPU,
 * so that it takes no GPU memory from training.
 */
export class WarmModel {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #said = '';
  #failure: Error | undefined;
  /** How the model takes its target, once it is loaded; of several, the first one that takes it. */
  target: 'pair' | 'mark' | 'none' | undefined;

  /** @param worker the compiled process */
  constructor(worker: string, model: TextModel) {
    this.#child = fork(worker, [], {
      env: { ...workerEnvironment(), CUDA_VISIBLE_DEVICES: '-1' },
      ...{ execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
    });
    // TensorFlow greets there; it is read only where the process dies of something else.
    this.#child.stderr?.on(
      'data',
      (chunk: Buffer) => (this.#said = `${this.#said}${chunk.toString()}`.slice(-4000)),
    );
    this.#child.on('message', (message: TextMessage) => this.#take(message));
    this.#child.once('error', (error) => this.#end(error));
    this.#child.once('exit', (code, signal) => this.#end(died(code, signal, this.#said)));
    if (this.#child.pid !== undefined) giveWay(this.#child.pid);
    this.#child.send(model, () => undefined);
  }

  get isBusy(): boolean {
    return this.#waiting.size > 0;
  }

  get isGone(): boolean {
    return this.#failure !== undefined;
  }

  /** Logits [models, labels]. @throws UserError where the model cannot be loaded, or its process dies */
  ask(text: string, target: string | null): Promise<number[][]> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, text, target }, () => undefined);
    });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined)
      return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  #take(message: TextMessage): void {
    if (message.type === 'ready') {
      this.target = message.target;
      return;
    }
    if (message.type === 'failed') {
      const error = message.bug
        ? new Error(`${message.message}\n${this.#said}`)
        : new UserError('predict.failed', message.message);
      if (message.id === null) this.#end(error);
      else this.#settle(message.id, ({ reject }) => reject(error));
      return;
    }
    this.#settle(message.id, ({ resolve }) => resolve(message.logits));
  }

  /** Only the first reason counts. */
  #end(failure: Error): void {
    this.#failure ??= failure;
    for (const id of [...this.#waiting.keys()]) this.#settle(id, ({ reject }) => reject(this.#failure));
  }

  #settle(id: number, how: (waiting: Waiting) => void): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting) how(waiting);
  }
}

function giveWay(pid: number): void {
  try {
    setPriority(pid, NICE);
    writeFileSync(`/proc/${pid}/oom_score_adj`, String(OOM_SCORE));
  } catch {
    // Not Linux, or gone already.
  }
}

const died = (code: number | null, signal: string | null, said: string): UserError =>
  new UserError('predict.died', say('predict.died', { how: signal ?? `status ${code}` }), {
    context: { said },
  });
