import { join } from 'node:path';
import { UserError } from '../user-error.js';
import type { RawOptions } from './check-option.js';
import type { CodeVersion } from './code-version.js';
import type { Exit } from './explain-exit.js';
import { ProgressMeter } from './progress-meter.js';
import type { Author, Run } from './run.js';
import { type RunFolder, runFolder } from './run-folder.js';
import { type IntakeSettings, RunIntake, type SubmitOptions } from './run-intake.js';
import { readOutcome } from './run-outcome.js';
import type { RunStore } from './run-store.js';
import type { WorkerEvent } from './worker-event.js';

/**
 * The life of a run: queued -> running -> done | failed | cancelled. Every change goes to the store first; the channel,
 * the sheet and the queue follow it from there.
 */
export class Runs {
  readonly store: RunStore;
  readonly #settings: IntakeSettings;
  readonly #intake: RunIntake;
  readonly #progress: ProgressMeter;
  readonly #now: () => Date;

  constructor({
    store,
    settings,
    code,
    versions,
    now = () => new Date(),
  }: {
    store: RunStore;
    settings: IntakeSettings;
    code: CodeVersion;
    versions: Record<string, string>;
    now?: () => Date;
  }) {
    this.store = store;
    this.#settings = settings;
    this.#now = now;
    this.#progress = new ProgressMeter(now);
    const folder = (id: string) => this.folder(id);
    const require = (typed: string) => this.require(typed);
    this.#intake = new RunIntake({ store, settings, code, versions, now, folder, require });
  }

  folder(id: string): RunFolder {
    return runFolder(join(this.#settings.runsDir, id));
  }

  /** Queues a run. @throws UserError as RunIntake.submit: nothing is queued then */
  submit(raw: RawOptions, author: Author, how: SubmitOptions = {}): Promise<Run> {
    return this.#intake.submit(raw, author, how);
  }

  /** The run that another one was begun from, where it is known. */
  base({ from }: Run): Run | undefined {
    return from === null ? undefined : this.store.get(from);
  }

  /** @throws UserError `run.unknown` */
  require(typed: string): Run {
    const id = typed.trim().replace(/^#/, '');
    const run = this.store.get(id);
    if (run) return run;
    const last = this.store.list().at(-1);
    throw new UserError(
      'run.unknown',
      `There is no run “${typed.slice(0, 40)}”. ${last ? `Runs go from 1 to ${last.id}; \`/results best\` lists the best.` : 'None was queued yet: start with `/train`.'}`,
    );
  }

  waiting(): Run[] {
    return this.store.list().filter((run) => run.state === 'queued');
  }

  started(run: Run): Promise<Run> {
    return this.store.update(run.id, {
      state: 'running',
      started_at: this.#now().toISOString(),
      finished_at: null,
      failure: null,
      attempts: run.attempts + 1,
      progress: null,
      origin: null,
      note: null,
    });
  }

  /** What a worker reported while it trains. Final events are read when its process has ended. */
  async reported(id: string, event: WorkerEvent): Promise<void> {
    const run = this.store.get(id);
    if (run?.state !== 'running') return;
    if (event.type === 'note') await this.store.update(id, { note: event.message });
    if (event.type === 'model')
      await this.store.update(id, { origin: { from: event.from, lines: event.lines } });
    const progress = this.#progress.after(run, event);
    if (progress !== undefined) await this.store.update(id, { progress });
  }

  /** The worker is gone: its folder says how it ended. `exit` is what the process itself showed. */
  async ended(id: string, exit: Exit): Promise<Run> {
    const outcome = await readOutcome(this.folder(id), exit, this.store.get(id)?.spec);
    return this.store.update(id, { ...outcome, finished_at: this.#now().toISOString(), progress: null });
  }

  /** Labmate stops, and says so: the run waits again, and that does not count against it. */
  async released(id: string): Promise<Run> {
    return this.store.update(id, { state: 'queued', started_at: null, progress: null });
  }

  /** Takes a waiting run out of the queue; a running one is stopped by the queue. */
  async cancelWaiting(run: Run): Promise<Run> {
    return this.store.update(run.id, {
      state: 'cancelled',
      finished_at: this.#now().toISOString(),
      failure: { reason: 'cancelled', message: 'It was cancelled before it started.' },
    });
  }

  /**
   * Runs that were training when Labmate stopped: one whose worker had finished is taken as done, others are queued
   * again or, after `max_attempts`, failed. None is left "running". Call after leftover workers are gone.
   */
  async recover(onUnsaved: (error: unknown) => void = () => undefined): Promise<void> {
    for (const run of this.store.list().filter(({ state }) => state === 'running')) {
      const outcome = await readOutcome(this.folder(run.id), { code: null, signal: null, cancelled: false });
      const finished_at = this.#now().toISOString();
      const crashes = run.crashes + 1;
      const ended = { finished_at, crashes, progress: null };
      const change =
        outcome.state === 'done'
          ? { ...outcome, finished_at, progress: null }
          : crashes < this.#settings.labmate.queue.max_attempts
            ? { state: 'queued' as const, started_at: null, progress: null, crashes }
            : { state: 'failed' as const, failure: diedUnderIt(crashes), ...ended };
      // A full disk must not keep Labmate from starting: the store writes the change later.
      await this.store.update(run.id, change).catch(onUnsaved);
    }
  }
}

const diedUnderIt = (crashes: number): NonNullable<Run['failure']> => ({
  reason: 'interrupted',
  message: `Labmate died under it ${crashes} times, without a word.`,
  hint: 'Look into labmate.log and the system log (out of memory?), then start it again with /train.',
});
