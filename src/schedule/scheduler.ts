import { createTask, type ScheduledTask } from 'node-cron';
import type { Logger } from 'pino';
import { lastDue } from './last-due.js';

/** Something that happens by the clock. */
export type Job = {
  name: string;
  /** A node-cron pattern; null: not now. Asked anew by `refresh`. */
  schedule(): string | null;
  /** @param slot when it was due */
  run(slot: Date): Promise<void>;
};

/** Where it is kept which slot of each job was done last: node-cron itself keeps nothing. */
export type FiredSlots = {
  lastFired(job: string): string | undefined;
  saveFired(job: string, at: string): Promise<void>;
};

/** What fails, such as a post while Discord is away, is tried again after this. */
const RETRY_MS = 60_000;

type Planned = { job: Job; plan: string | undefined; task: ScheduledTask | undefined };

/**
 * Runs jobs on node-cron, each at most once at a time and each slot once. It owns try/catch and logging. A slot that was
 * missed while Labmate was off is caught up with at start: the last one, however many there were.
 */
export class Scheduler {
  readonly #jobs: readonly Planned[];
  readonly #timezone: () => string;
  readonly #fired: FiredSlots;
  readonly #log: Logger;
  readonly #now: () => Date;
  readonly #retryMs: number;
  readonly #busy = new Map<Job, Promise<void>>();
  readonly #retries = new Map<Job, NodeJS.Timeout>();
  #running = false;

  constructor({
    jobs,
    timezone,
    fired,
    log,
    now = () => new Date(),
    retryMs = RETRY_MS,
  }: {
    jobs: readonly Job[];
    timezone: () => string;
    fired: FiredSlots;
    log: Logger;
    now?: () => Date;
    retryMs?: number;
  }) {
    this.#jobs = jobs.map((job) => ({ job, plan: undefined, task: undefined }));
    this.#timezone = timezone;
    this.#fired = fired;
    this.#log = log;
    this.#now = now;
    this.#retryMs = retryMs;
  }

  /** Resolves when what was missed is caught up with. */
  async start(): Promise<void> {
    for (const planned of this.#jobs) {
      const { job } = planned;
      // Counted from the first start on: before it nothing was due.
      if (this.#fired.lastFired(job.name) === undefined) await this.#save(job, this.#now());
      await this.#plan(planned);
    }
    this.#running = true;
    for (const { job } of this.#jobs) await this.#catchUp(job);
  }

  /** Takes up patterns and a time zone that were changed. */
  async refresh(): Promise<void> {
    if (!this.#running) return;
    // A new pattern is not due for times before it was there.
    for (const planned of this.#jobs)
      if (await this.#plan(planned)) await this.#save(planned.job, this.#now());
  }

  /** @returns whether something changed */
  async #plan(planned: Planned): Promise<boolean> {
    const { job, task } = planned;
    const timezone = this.#timezone();
    const pattern = job.schedule();
    const plan = pattern === null ? undefined : `${pattern} ${timezone}`;
    if (plan === planned.plan) return false;
    planned.plan = plan;
    planned.task = undefined;
    await task?.destroy();
    if (pattern === null) return true;
    const options = { timezone, noOverlap: true, name: job.name };
    planned.task = createTask(pattern, ({ date }) => this.#catchUp(job, date), options);
    await planned.task.start();
    return true;
  }

  async stop(): Promise<void> {
    this.#running = false;
    for (const retry of this.#retries.values()) clearTimeout(retry);
    for (const { task } of this.#jobs) await task?.destroy();
    await Promise.all(this.#busy.values());
  }

  /** Does the last slot that was due, unless it was done. */
  async #catchUp(job: Job, fired = new Date(0)): Promise<void> {
    const before = this.#busy.get(job);
    if (before) return before;
    const work = this.#run(job, fired).finally(() => this.#busy.delete(job));
    this.#busy.set(job, work);
    return work;
  }

  /** @param fired what a timer rang for: it may ring a moment early */
  async #run(job: Job, fired: Date): Promise<void> {
    clearTimeout(this.#retries.get(job));
    const pattern = job.schedule();
    const now = new Date(Math.max(this.#now().getTime(), fired.getTime()));
    const slot = pattern === null ? undefined : lastDue(pattern, this.#timezone(), now);
    const last = new Date(this.#fired.lastFired(job.name) ?? now);
    if (!slot || slot <= last) return;
    try {
      await job.run(slot);
      await this.#fired.saveFired(job.name, slot.toISOString());
      this.#log.info({ job: job.name, slot }, 'job done');
    } catch (error) {
      this.#log.error({ err: error, job: job.name }, 'job failed; it is tried again');
      if (!this.#running) return;
      this.#retries.set(job, setTimeout(() => void this.#catchUp(job), this.#retryMs).unref());
    }
  }

  async #save(job: Job, at: Date): Promise<void> {
    await this.#fired
      .saveFired(job.name, at.toISOString())
      .catch((error: unknown) => this.#log.error({ err: error }, 'a slot is not written down yet'));
  }
}
