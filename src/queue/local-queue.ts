import { setTimeout as sleep } from 'node:timers/promises';
import { mayStart, nextNight, type NightWindow } from '../runs/night-window.js';
import { readEvents } from '../runs/read-events.js';
import type { Run } from '../runs/run.js';
import type { RunFolder } from '../runs/run-folder.js';
import type { Runs } from '../runs/runs.js';
import { endLeftoverWorker } from './end-leftover-worker.js';
import { gpuOfSlot } from './gpu-of-slot.js';
import { prepareAttempt } from './prepare-attempt.js';
import type { RunQueue } from './run-queue.js';
import { startWorker, type WorkerExit, type WorkerProcess } from './worker-process.js';

/** Between two looks at a worker's events. */
const POLL_MS = 250;
/** A worker that does not stop by itself after this is killed. */
const GRACE_MS = 10_000;

/** The clock may be set, and the machine may sleep: a long wait is taken in pieces. */
const LOOK_AGAIN_MS = 10 * 60_000;

type Night = { night: NightWindow | null; timezone: string };
type Log = { error(context: object, message: string): void; info(context: object, message: string): void };
/** A run in a slot; its process is there once it has been forked. */
type Active = {
  slot: number;
  process: WorkerProcess | undefined;
  cancelled: boolean;
  finished: Promise<void>;
};

/** Runs train on this machine, in the order in which they wait, so many at a time as there are slots. */
export class LocalQueue implements RunQueue {
  readonly #runs: Runs;
  readonly #worker: string;
  readonly #slots: number;
  readonly #log: Log;
  readonly #night: () => Night;
  readonly #now: () => Date;
  readonly #active = new Map<string, Active>();
  #nightTimer: NodeJS.Timeout | undefined;
  #stopping = false;
  #started = false;

  constructor({
    runs,
    worker,
    slots,
    log,
    night = () => ({ night: null, timezone: 'UTC' }),
    now = () => new Date(),
  }: {
    runs: Runs;
    worker: string;
    slots: number;
    log: Log;
    /** The window for runs of the night, as it is now. */
    night?: () => Night;
    now?: () => Date;
  }) {
    this.#night = night;
    this.#now = now;
    this.#runs = runs;
    this.#worker = worker;
    this.#slots = slots;
    this.#log = log;
  }

  /** Ends workers that outlived their bot, and finds a state for the runs that they trained. */
  async recover(): Promise<void> {
    for (const run of this.#runs.store.list())
      if (run.state === 'running') await endLeftoverWorker(this.#runs.folder(run.id));
    await this.#runs.recover((error) => this.#log.error({ err: error }, 'a recovered run is not saved yet'));
  }

  async start(): Promise<void> {
    await this.recover();
    this.#started = true;
    this.wake();
  }

  wake(): void {
    if (!this.#started || this.#stopping) return;
    const { night, timezone } = this.#night();
    const now = this.#now();
    this.#armNight();
    if (this.#runs.store.paused()) return;
    for (const run of this.#runs.waiting()) {
      if (!mayStart(run, now, night, timezone)) continue;
      if (this.#active.size >= this.#slots) return;
      if (!this.#active.has(run.id)) this.#launch(run);
    }
  }

  async cancel(runId: string): Promise<void> {
    const active = this.#active.get(runId);
    if (!active) return;
    active.cancelled = true;
    if (active.process) await end(active.process);
    await active.finished;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#nightTimer);
    const active = [...this.#active.values()];
    await Promise.all(active.map(async ({ process }) => process && end(process)));
    await Promise.all(active.map(({ finished }) => finished));
  }

  /** Looks again when the window begins, for what waits for it. */
  #armNight(): void {
    clearTimeout(this.#nightTimer);
    const { night, timezone } = this.#night();
    if (night === null || !this.#runs.waiting().some(({ when }) => when === 'night')) return;
    const now = this.#now();
    const ms = nextNight(now, night, timezone).getTime() - now.getTime();
    this.#nightTimer = setTimeout(() => this.wake(), Math.min(ms, LOOK_AGAIN_MS));
  }

  #launch(run: Run): void {
    const folder = this.#runs.folder(run.id);
    const slot = this.#freeSlot();
    const active: Active = { slot, process: undefined, cancelled: false, finished: Promise.resolve() };
    this.#active.set(run.id, active);
    active.finished = this.#train(run, folder, active)
      .catch(async (error: unknown) => {
        this.#log.error({ err: error, run: run.id }, 'a run could not be started or followed');
        if (active.process) await end(active.process);
        const exit = { code: null, signal: null, cancelled: active.cancelled };
        await this.#keep(this.#runs.ended(run.id, exit), run.id);
      })
      .finally(() => {
        this.#active.delete(run.id);
        this.wake();
      });
  }

  /** The first slot, counted from 0, in which nothing trains. */
  #freeSlot(): number {
    const taken = new Set([...this.#active.values()].map(({ slot }) => slot));
    let slot = 0;
    while (taken.has(slot)) slot++;
    return slot;
  }

  async #train(run: Run, folder: RunFolder, active: Active): Promise<void> {
    const told = await prepareAttempt(folder, run.attempts);
    // It may have been cancelled meanwhile; from `started` on, in the same turn, a cancel comes to this queue.
    if (this.#stopping || this.#runs.store.get(run.id)?.state !== 'queued') return;
    await this.#keep(this.#runs.started(run), run.id);
    if (this.#stopping) return this.#keep(this.#runs.released(run.id), run.id);
    active.process = startWorker(this.#worker, folder, gpuOfSlot(active.slot));
    if (active.cancelled) void end(active.process);
    const exit = await this.#follow(run.id, folder, active.process, told);
    this.#log.info({ run: run.id, ...exit }, 'worker ended');
    // Stopping with the bot is no end of the run: it waits for the next start.
    if (this.#stopping && !active.cancelled && exit.code !== 0)
      return this.#keep(this.#runs.released(run.id), run.id);
    await this.#keep(this.#runs.ended(run.id, { ...exit, cancelled: active.cancelled }), run.id);
  }

  /**
   * Hands on the events as they come, and the rest of them when the worker is gone.
   * @param told bytes of events that an earlier attempt left and that were handed on then
   */
  async #follow(
    runId: string,
    folder: RunFolder,
    { exited }: WorkerProcess,
    told: number,
  ): Promise<WorkerExit> {
    let exit: WorkerExit | undefined;
    let offset = told;
    const gone = exited.then((result) => (exit = result));
    for (;;) {
      const last = exit;
      const read = await readEvents(folder.events, { offset });
      offset = read.offset;
      for (const event of read.events) await this.#keep(this.#runs.reported(runId, event), runId);
      if (last) return last;
      await Promise.race([gone, sleep(POLL_MS)]);
    }
  }

  /** A store that cannot write now (a full disk) keeps the change and writes it later: the run goes on. */
  async #keep(change: Promise<unknown>, runId: string): Promise<void> {
    await change.catch((error: unknown) =>
      this.#log.error({ err: error, run: runId }, 'the store could not be written; it is tried again'),
    );
  }
}

async function end({ child, exited }: WorkerProcess): Promise<void> {
  child.kill('SIGTERM');
  const grace = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await exited;
  clearTimeout(grace);
}
