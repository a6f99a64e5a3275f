import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Task } from '../task/task.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { RawOptions } from './check-option.js';
import type { CodeVersion } from './code-version.js';
import type { Exit } from './explain-exit.js';
import type { Preferences } from './preferences/preferences.js';
import { failure } from './failure.js';
import { ProgressMeter } from './progress-meter.js';
import type { PreparedRun } from './prepare-run.js';
import type { Author, Run } from './run.js';
import { type RunFolder, runFolder } from './run-folder.js';
import { type IntakeSettings, RunIntake, type SubmitOptions } from './run-intake.js';
import { inQueueOrder } from './queue-order.js';
import { prunedFailure } from './pruned-failure.js';
import { dropState } from './resume-state.js';
import { readOutcome } from './run-outcome.js';
import { secondChance } from './second-chance.js';
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
    preferences,
    now = () => new Date(),
  }: {
    store: RunStore;
    settings: IntakeSettings;
    code: CodeVersion;
    versions: Record<string, string>;
    /** Who may queue how much. */
    preferences?: Preferences;
    now?: () => Date;
  }) {
    this.store = store;
    this.#settings = settings;
    this.#now = now;
    this.#progress = new ProgressMeter(now);
    const folder = (id: string) => this.folder(id);
    const require = (typed: string) => this.require(typed);
    this.#intake = new RunIntake({ store, settings, code, versions, now, folder, require, preferences });
  }

  /** What is predicted: labels, and what people call them. */
  get task(): Task {
    return this.#settings.task;
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

  /** What `submit` would queue; nothing is queued. @throws UserError for options or data that cannot be used */
  examine(raw: RawOptions, how: Pick<SubmitOptions, 'anywhere'> = {}): Promise<PreparedRun> {
    return this.#intake.examine(raw, how);
  }

  /** @throws UserError `run.unknown` */
  require(typed: string): Run {
    const id = typed.trim().replace(/^#/, '');
    const run = this.store.get(id);
    if (run) return run;
    const last = this.store.list().at(-1);
    throw new UserError(
      'run.unknown',
      last
        ? say('runErrors.unknown', { typed: typed.slice(0, 40), last: last.id })
        : say('runErrors.none', { typed: typed.slice(0, 40) }),
    );
  }

  /** In the order in which they will start. */
  waiting(): Run[] {
    return inQueueOrder(this.store.list());
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
    if (event.type === 'note') await this.store.update(id, { note: event.message, note_said: event.said });
    if (event.type === 'model')
      await this.store.update(id, {
        origin: { from: event.from, lines: event.lines, ...(event.said && { said: event.said }) },
      });
    const progress = this.#progress.after(run, event);
    if (progress !== undefined) await this.store.update(id, { progress });
  }

  /**
   * The worker is gone: its folder says how it ended. `exit` is what the process itself showed. A run that may go on by
   * itself waits again (second-chance.ts).
   */
  async ended(id: string, exit: Exit): Promise<Run> {
    const folder = this.folder(id);
    const run = this.store.get(id);
    const outcome = await readOutcome(folder, exit, run && { ...run.spec, ...run.adjusted });
    // What hinders it, such as a full disk, is no reason to lose how the run ended.
    const again =
      run && (await secondChance({ ...run, ...outcome }, folder, this.#maxCrashes).catch(() => undefined));
    const finished_at = this.#now().toISOString();
    if (again) return this.store.update(id, { ...WAITING, ...again, spent: spentBy(run, finished_at) });
    const pruned = outcome.state === 'cancelled' ? prunedFailure(run) : undefined;
    return this.store
      .update(id, { ...outcome, ...(pruned && { failure: pruned }), finished_at, progress: null })
      .finally(() => dropState(folder));
  }

  /** Labmate stops, and says so: the run waits again, and that does not count against it. */
  async released(id: string): Promise<Run> {
    const run = this.store.get(id);
    const spent = run ? { spent: spentBy(run, this.#now().toISOString()) } : {};
    return this.store.update(id, { ...WAITING, interruption: null, ...spent });
  }

  /** Takes a waiting run out of the queue; a running one is stopped by the queue. */
  async cancelWaiting(run: Run): Promise<Run> {
    return this.store
      .update(run.id, {
        state: 'cancelled',
        finished_at: this.#now().toISOString(),
        failure: prunedFailure(run) ?? failure('cancelled', say('stored.failure.cancelled_waiting')),
      })
      .finally(() => dropState(this.folder(run.id)));
  }

  /**
   * Runs that were training when Labmate stopped: one whose worker had finished is taken as done, others are queued
   * again, to go on from their last state, or, after `max_attempts`, failed. None is left "running". Call after leftover workers are gone.
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
          : crashes < this.#maxCrashes
            ? {
                ...WAITING,
                interruption: null,
                crashes,
                spent: spentBy(run, await this.#lastSign(run, finished_at)),
              }
            : { state: 'failed' as const, failure: diedUnderIt(crashes), ...ended };
      // A full disk must not keep Labmate from starting: the store writes the change later.
      await this.store.update(run.id, change).catch(onUnsaved);
      if (change.state !== 'queued') await dropState(this.folder(run.id));
    }
  }

  /** When the worker wrote its last event: nobody was there to see it end, and Labmate may have been off for days. */
  async #lastSign({ id, started_at }: Run, now: string): Promise<string> {
    const written = await stat(this.folder(id).events).catch(() => undefined);
    const at = written?.mtime.toISOString() ?? now;
    const sign = at < now ? at : now;
    return started_at !== null && sign < started_at ? started_at : sign;
  }

  get #maxCrashes(): number {
    return this.#settings.labmate.queue.max_attempts;
  }
}

/** Of a run that is to be started again; its result and failure are still open. */
const WAITING = { state: 'queued', started_at: null, progress: null } as const;

/** All attempts so far, the one that ends now included. */
const spentBy = ({ spent, started_at }: Run, until: string): Run['spent'] =>
  started_at === null ? spent : [...spent, { from: started_at, until }];

const diedUnderIt = (crashes: number): NonNullable<Run['failure']> =>
  failure('interrupted', say('stored.failure.died', { count: crashes }), say('stored.failure.died_hint'));
