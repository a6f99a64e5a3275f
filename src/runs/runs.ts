import { mkdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import { UserError } from '../user-error.js';
import { atomicWrite } from './atomic-write.js';
import type { RawOptions } from './check-option.js';
import type { CodeVersion } from './code-version.js';
import { explainDisk } from './explain-disk.js';
import { InTurn } from './in-turn.js';
import { type PreparedRun, type PrepareSettings, parseStart, prepareRun } from './prepare-run.js';
import type { Author, Run } from './run.js';
import { type RunFile, type RunFolder, runFolder } from './run-folder.js';
import { ProgressMeter } from './progress-meter.js';
import type { Exit } from './explain-exit.js';
import { readOutcome } from './run-outcome.js';
import type { RunStore } from './run-store.js';
import { SameRunError } from './same-run-error.js';
import { SameRuns } from './same-runs.js';
import { specDigest } from './spec-digest.js';
import type { WorkerEvent } from './worker-event.js';

type RunsSettings = PrepareSettings & Pick<Settings, 'runsDir'>;

/**
 * The life of a run: queued -> running -> done | failed | cancelled. Every change goes to the store first; the channel,
 * the sheet and the queue follow it from there.
 */
export class Runs {
  readonly store: RunStore;
  readonly #settings: RunsSettings;
  readonly #code: CodeVersion;
  readonly #versions: Record<string, string>;
  readonly #progress: ProgressMeter;
  readonly #now: () => Date;
  readonly #same: SameRuns;
  /** Two who ask for the same at once: the second is told of the first one's run. */
  readonly #queueing = new InTurn();

  constructor({
    store,
    settings,
    code,
    versions,
    now = () => new Date(),
  }: {
    store: RunStore;
    settings: RunsSettings;
    code: CodeVersion;
    versions: Record<string, string>;
    now?: () => Date;
  }) {
    this.store = store;
    this.#settings = settings;
    this.#code = code;
    this.#versions = versions;
    this.#now = now;
    this.#progress = new ProgressMeter(now);
    this.#same = new SameRuns(store, (id) => this.folder(id));
  }

  folder(id: string): RunFolder {
    return runFolder(join(this.#settings.runsDir, id));
  }

  /**
   * Checks typed options, freezes them with the data's hash and the code's version, and queues the run.
   * @param anywhere whether model and data may be folders outside the roots: for people at a terminal
   * @throws UserError for options or data that cannot be used, or a full disk; SameRunError where the same was trained or
   * waits already and `again` is not typed. Nothing is queued then.
   */
  async submit(raw: RawOptions, author: Author, { anywhere = false } = {}): Promise<Run> {
    const { from, again } = parseStart(raw);
    const base = from === undefined ? undefined : this.require(from);
    const prepared = await prepareRun(raw, this.#settings, { base: base?.spec, anywhere });
    return this.#queueing.take(specDigest(prepared.spec, prepared.data.hash), async () => {
      const same = again ? undefined : await this.#same.find(prepared);
      if (same) throw new SameRunError(same, this.#now());
      return this.#queue(prepared, author, base?.id ?? null);
    });
  }

  async #queue(
    { spec, intent, model, data }: PreparedRun,
    author: Author,
    from: string | null,
  ): Promise<Run> {
    const { task } = this.#settings;
    const created_at = this.#now().toISOString();
    try {
      const id = await this.#newFolder();
      const origin = { code: this.#code, host: hostname(), created_at };
      const runFile: RunFile = {
        ...origin,
        run: id,
        spec,
        intent,
        task,
        data,
        author: author.name,
        versions: this.#versions,
        model: { kind: model.kind, settings: model.settings },
      };
      try {
        await atomicWrite(this.folder(id).spec, `${JSON.stringify(runFile, null, 2)}\n`);
        return await this.store.add({
          ...origin,
          id,
          spec,
          intent,
          from,
          author,
          data,
          state: 'queued',
          started_at: null,
          finished_at: null,
          attempts: 0,
          crashes: 0,
          note: null,
          progress: null,
          result: null,
          failure: null,
          origin: null,
          thread_url: null,
        });
      } catch (error) {
        this.store.discard(id);
        await rm(this.folder(id).dir, { recursive: true, force: true });
        throw error;
      }
    } catch (error) {
      throw explainDisk(error, 'The run was not queued');
    }
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

  /** A folder left by a submission that was never acknowledged is not used again. */
  async #newFolder(): Promise<string> {
    await mkdir(this.#settings.runsDir, { recursive: true, mode: 0o700 });
    for (;;) {
      const id = this.store.nextRunId();
      try {
        await mkdir(join(this.#settings.runsDir, id), { mode: 0o700 });
        return id;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }
}

const diedUnderIt = (crashes: number): NonNullable<Run['failure']> => ({
  reason: 'interrupted',
  message: `Labmate died under it ${crashes} times, without a word.`,
  hint: 'Look into labmate.log and the system log (out of memory?), then start it again with /train.',
});
