import { Worker } from 'node:worker_threads';
import { type ChartAnswer, packed } from './charts/chart-message.js';
import type { ChartName, Charts } from './charts/table.js';

const FILE = new URL('./charts/chart-worker.js', import.meta.url);

/** A thread takes some 50 MB; to start another takes a fifth of a second. */
const IDLE_MS = 60_000;
/** Charts are drawn in no time: what they leave behind may as well be cleared away often. */
const YOUNG_MB = 4;

type Waiting = { resolve: (png: Buffer) => void; reject: (error: unknown) => void };

/**
 * Draws charts in a thread of its own, so that the gateway is answered meanwhile, and so that this one never loads the
 * canvas. The thread starts with the first chart and goes after a minute without one; where it dies, the charts that waited fail and the next one
 * starts another.
 */
export class ChartThread {
  readonly #file: URL;
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #last = 0;
  readonly #idleMs: number;
  #idle: NodeJS.Timeout | undefined;

  /** @param file the compiled thread */
  constructor(file = FILE, { idleMs = IDLE_MS }: { idleMs?: number } = {}) {
    this.#file = file;
    this.#idleMs = idleMs;
  }

  /** Whether there is a thread now. */
  get isAwake(): boolean {
    return this.#worker !== undefined;
  }

  /**
   * A chart as a PNG.
   * @param args as the chart's function takes them: data that can be cloned, and `Texts`
   * @throws what the chart throws; Error where the thread died under it
   */
  draw<Name extends ChartName>(name: Name, ...args: Parameters<Charts[Name]>): Promise<Buffer> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    const id = ++this.#last;
    const drawn = new Promise<Buffer>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    // An idle thread keeps no process alive; one that draws does.
    worker.ref();
    try {
      worker.postMessage({ id, name, args: packed(args) });
    } catch (error) {
      this.#settle(id, (waiting) => waiting.reject(error));
    }
    return drawn;
  }

  /** Lets what is being drawn be finished, and ends the thread. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    clearTimeout(this.#idle);
    if (!worker) return;
    while (this.#waiting.size > 0 && this.#worker === worker)
      await new Promise<void>((resolve) => worker.once('message', resolve).once('exit', resolve));
    clearTimeout(this.#idle);
    await worker.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#file, {
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    let cause: unknown;
    worker.on('message', (answer: ChartAnswer) =>
      this.#settle(answer.id, ({ resolve, reject }) => {
        if ('png' in answer) resolve(Buffer.from(answer.png));
        else reject(answer.error);
      }),
    );
    worker.on('error', (error) => (cause = error));
    worker.on('exit', (code) => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      const lost = [...this.#waiting.keys()];
      const error = new Error(`the thread that draws charts ended with ${code}`, { cause });
      for (const id of lost) this.#settle(id, ({ reject }) => reject(error));
    });
    return worker;
  }

  #rest(): void {
    this.#worker?.unref();
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      const worker = this.#worker;
      this.#worker = undefined;
      void worker?.terminate();
    }, this.#idleMs).unref();
  }

  #settle(id: number, how: (waiting: Waiting) => void): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#rest();
    if (waiting) how(waiting);
  }
}

/** The process's own thread, and its charts as functions: `charts.learningCurve(title, events, texts)`. */
export const chartThread = new ChartThread();

export const charts = new Proxy({} as Charts, {
  get:
    (_, name: ChartName) =>
    (...args: Parameters<Charts[ChartName]>) =>
      chartThread.draw(name, ...args),
});
