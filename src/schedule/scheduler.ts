import { createTask, type ScheduledTask } from 'node-cron';
import type { Logger } from 'pino';

/** Something that happens by the clock. */
export type Job = {
  name: string;
  /** A node-cron pattern. */
  schedule: string;
  run(at: Date): Promise<void>;
};

/** Where it is kept when each job last ran: node-cron itself keeps nothing. */
export type FiredSlots = {
  lastFired(job: string): string | undefined;
  saveFired(job: string, at: string): Promise<void>;
};

const DAY_MS = 24 * 3600 * 1000;

/**
 * Runs jobs on node-cron, each at most once at a time. It owns try/catch and logging; a job that was missed for more
 * than a day while Labmate was off runs once at start.
 */
export class Scheduler {
  readonly #tasks: ScheduledTask[];
  readonly #jobs: readonly Job[];
  readonly #fired: FiredSlots;
  readonly #log: Logger;
  readonly #now: () => Date;

  constructor({
    jobs,
    timezone,
    fired,
    log,
    now = () => new Date(),
  }: {
    jobs: readonly Job[];
    timezone: string;
    fired: FiredSlots;
    log: Logger;
    now?: () => Date;
  }) {
    this.#jobs = jobs;
    this.#fired = fired;
    this.#log = log;
    this.#now = now;
    this.#tasks = jobs.map((job) =>
      createTask(job.schedule, () => this.#run(job), { timezone, noOverlap: true, name: job.name }),
    );
  }

  async start(): Promise<void> {
    for (const task of this.#tasks) await task.start();
    for (const job of this.#jobs) {
      const last = this.#fired.lastFired(job.name);
      // A day is counted from the first start on, or a machine that is off each night would never catch up.
      if (last === undefined)
        await this.#fired
          .saveFired(job.name, this.#now().toISOString())
          .catch((error: unknown) => this.#log.error({ err: error }, 'the first start is not written down'));
      else if (this.#now().getTime() - Date.parse(last) > DAY_MS) await this.#run(job);
    }
  }

  async stop(): Promise<void> {
    for (const task of this.#tasks) await task.destroy();
  }

  async #run(job: Job): Promise<void> {
    const at = this.#now();
    try {
      await job.run(at);
      await this.#fired.saveFired(job.name, at.toISOString());
      this.#log.info({ job: job.name }, 'job done');
    } catch (error) {
      this.#log.error({ err: error, job: job.name }, 'job failed');
    }
  }
}
