import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import type { Run } from './run.js';
import type { StoredPreferences } from './preferences/preferences-data.js';
import { takeProcessLock } from './process-lock.js';
import { SafeJsonFile } from './safe-json-file.js';
import type { ChangeFeed, EnsembleFeed } from './store-contract.js';
import { type NewSubmission, type PendingEnsemble, submissionSchema } from './submission.js';
import type { Sweep } from './sweep/sweep.js';
import {
  type BoardEntry,
  emptyStore,
  type LiveLog,
  type SheetNewsData,
  type Notice,
  type StoreData,
  storeDataSchema,
  type Submission,
} from './store-data.js';

/**
 * The truth about all runs, on lowdb. Every method that changes something resolves when the change is on the disk;
 * changes that come while a write is under way share the next one. A failed write (a full disk) rejects, but the change
 * stays in memory and is written with the next change or by the retry, whichever comes first.
 */
export class RunStore implements ChangeFeed, EnsembleFeed {
  readonly #db: Low<StoreData>;
  readonly #file: SafeJsonFile<StoreData>;
  readonly #unlock: () => void;
  readonly #retryMs: number;
  readonly #listeners = new Set<(run: Run) => void>();
  readonly #ensembleListeners = new Set<() => void>();
  #writing: Promise<void> = Promise.resolve();
  #queued: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;

  private constructor(
    db: Low<StoreData>,
    file: SafeJsonFile<StoreData>,
    unlock: () => void,
    retryMs: number,
  ) {
    this.#db = db;
    this.#file = file;
    this.#unlock = unlock;
    this.#retryMs = retryMs;
  }

  /** @throws UserError `store.locked` | `store.damaged` */
  static async open(
    home: string,
    { warn, retryMs = 10_000 }: { warn?: (message: string) => void; retryMs?: number } = {},
  ): Promise<RunStore> {
    await mkdir(home, { recursive: true, mode: 0o700 });
    const unlock = takeProcessLock(join(home, 'labmate.lock'));
    try {
      const file = new SafeJsonFile(join(home, 'labmate.json'), {
        schema: storeDataSchema,
        ...(warn ? { warn } : {}),
      });
      const db = new Low<StoreData>(file, emptyStore());
      await db.read();
      return new RunStore(db, file, unlock, retryMs);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** Writes what is waiting and gives the lock back. */
  async close(): Promise<void> {
    clearTimeout(this.#retry);
    try {
      await this.#save();
    } finally {
      clearTimeout(this.#retry);
      this.#unlock();
    }
  }

  /** The next run number, never given twice (a number may stay unused). */
  nextRunId(): string {
    return String(this.#db.data.next_run++);
  }

  async add(run: Omit<Run, 'revision'>): Promise<Run> {
    return this.#put({ ...run, revision: 0 });
  }

  /**
   * Adds all of them in one change: where it cannot be written, none is there.
   * @returns them as they are stored
   */
  async addAll(runs: readonly Omit<Run, 'revision'>[]): Promise<Run[]> {
    const stored = runs.map((run) => ({ ...run, revision: ++this.#db.data.revision }));
    for (const run of stored) this.#db.data.runs[run.id] = run;
    try {
      await this.#save();
    } catch (error) {
      for (const { id } of stored) this.discard(id);
      throw error;
    }
    for (const run of stored) for (const listener of this.#listeners) listener(run);
    return stored;
  }

  /** Takes back a run that could not be saved; it was never acknowledged. */
  discard(id: string): void {
    delete this.#db.data.runs[id];
  }

  /** Merges `change` into the run. @throws Error for a number that does not exist. */
  async update(id: string, change: Partial<Omit<Run, 'id' | 'revision' | 'spec'>>): Promise<Run> {
    const run = this.get(id);
    if (!run) throw new Error(`Run ${id} is not in the store`);
    return this.#put({ ...run, ...change });
  }

  get(id: string): Run | undefined {
    const { runs } = this.#db.data;
    return Object.hasOwn(runs, id) ? runs[id] : undefined;
  }

  /** All runs, oldest first. */
  list(): Run[] {
    return Object.values(this.#db.data.runs).sort((a, b) => Number(a.id) - Number(b.id));
  }

  changedSince(cursor: number): Run[] {
    return Object.values(this.#db.data.runs)
      .filter((run) => run.revision > cursor)
      .sort((a, b) => a.revision - b.revision);
  }

  cursor(projection: string): number {
    return this.#db.data.cursors[projection] ?? 0;
  }

  async saveCursor(projection: string, revision: number): Promise<void> {
    this.#db.data.cursors[projection] = revision;
    await this.#save();
  }

  onChange(listener: (run: Run) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onEnsembles(listener: () => void): () => void {
    this.#ensembleListeners.add(listener);
    return () => this.#ensembleListeners.delete(listener);
  }

  /** What has a default may be left out. */
  async addSubmission(submission: Omit<NewSubmission, 'id'>): Promise<Submission> {
    const id = String(this.#db.data.next_submission++);
    const whole = submissionSchema.parse({ ...submission, id });
    this.#db.data.submissions[id] = whole;
    await this.#saveEnsembles();
    return whole;
  }

  /** Oldest first. */
  pendingEnsembles(): PendingEnsemble[] {
    return Object.values(this.#db.data.pending_ensembles).sort((a, b) => Number(a.id) - Number(b.id));
  }

  async addPendingEnsemble(pending: Omit<PendingEnsemble, 'id'>): Promise<PendingEnsemble> {
    const whole = { ...pending, id: String(this.#db.data.next_pending_ensemble++) };
    await this.savePendingEnsemble(whole);
    return whole;
  }

  async savePendingEnsemble(pending: PendingEnsemble): Promise<void> {
    this.#db.data.pending_ensembles[pending.id] = pending;
    await this.#saveEnsembles();
  }

  async removePendingEnsemble(id: string): Promise<void> {
    delete this.#db.data.pending_ensembles[id];
    await this.#saveEnsembles();
  }

  /** All sweeps, oldest first. */
  sweeps(): Sweep[] {
    return Object.values(this.#db.data.sweeps).sort((a, b) => Number(a.id) - Number(b.id));
  }

  async addSweep(sweep: Omit<Sweep, 'id'>): Promise<Sweep> {
    const whole = { ...sweep, id: String(this.#db.data.next_sweep++) };
    await this.saveSweep(whole);
    return whole;
  }

  async saveSweep(sweep: Sweep): Promise<void> {
    this.#db.data.sweeps[sweep.id] = sweep;
    await this.#save();
  }

  /** Oldest first. */
  submissions(): Submission[] {
    return Object.values(this.#db.data.submissions).sort((a, b) => Number(a.id) - Number(b.id));
  }

  submission(id: string): Submission | undefined {
    const { submissions } = this.#db.data;
    return Object.hasOwn(submissions, id) ? submissions[id] : undefined;
  }

  /** @throws Error for a number that does not exist */
  async updateSubmission(id: string, change: Pick<Submission, 'public_scores'>): Promise<Submission> {
    const submission = this.submission(id);
    if (!submission) throw new Error(`Submission ${id} is not in the store`);
    const changed = { ...submission, ...change };
    this.#db.data.submissions[id] = changed;
    await this.#saveEnsembles();
    return changed;
  }

  boardEntry(runId: string): BoardEntry | undefined {
    return this.#db.data.board[runId];
  }

  async saveBoardEntry(runId: string, entry: BoardEntry): Promise<void> {
    this.#db.data.board[runId] = entry;
    await this.#save();
  }

  /** By whom the queue was paused, and since when; null while runs are started. */
  paused(): StoreData['paused'] {
    return this.#db.data.paused;
  }

  async savePaused(paused: StoreData['paused']): Promise<void> {
    this.#db.data.paused = paused;
    await this.#save();
  }

  liveLogs(): LiveLog[] {
    return Object.values(this.#db.data.live_logs);
  }

  /** Undefined ends it. */
  async saveLiveLog(runId: string, live: LiveLog | undefined): Promise<void> {
    if (live) this.#db.data.live_logs[runId] = live;
    else delete this.#db.data.live_logs[runId];
    await this.#save();
  }

  sheetNews(): SheetNewsData {
    return this.#db.data.sheet_news;
  }

  async saveSheetNews(change: Partial<SheetNewsData>): Promise<void> {
    this.#db.data.sheet_news = { ...this.#db.data.sheet_news, ...change };
    await this.#save();
  }

  notices(): Readonly<Record<string, Notice>> {
    return this.#db.data.notices;
  }

  /** Undefined takes it back. */
  async saveNotice(key: string, notice: Notice | undefined): Promise<void> {
    if (notice) this.#db.data.notices[key] = notice;
    else delete this.#db.data.notices[key];
    await this.#save();
  }

  lastFired(job: string): string | undefined {
    return this.#db.data.jobs[job];
  }

  async saveFired(job: string, at: string): Promise<void> {
    this.#db.data.jobs[job] = at;
    await this.#save();
  }

  preferences(): StoredPreferences {
    return this.#db.data.preferences;
  }

  async savePreferences(preferences: StoredPreferences): Promise<void> {
    this.#db.data.preferences = preferences;
    await this.#save();
  }

  async backup(stamp: string, keep: number): Promise<string> {
    await this.#save();
    return this.#file.backup(stamp, keep);
  }

  async #put(run: Run): Promise<Run> {
    const stored = { ...run, revision: ++this.#db.data.revision };
    this.#db.data.runs[run.id] = stored;
    try {
      await this.#save();
    } finally {
      for (const listener of this.#listeners) listener(stored);
    }
    return stored;
  }

  async #saveEnsembles(): Promise<void> {
    try {
      await this.#save();
    } finally {
      for (const listener of this.#ensembleListeners) listener();
    }
  }

  #save(): Promise<void> {
    this.#queued ??= this.#writing
      .catch(() => undefined)
      .then(() => {
        this.#queued = undefined;
        this.#writing = this.#write();
        return this.#writing;
      });
    return this.#queued;
  }

  async #write(): Promise<void> {
    clearTimeout(this.#retry);
    try {
      await this.#db.write();
    } catch (error) {
      this.#retry = setTimeout(() => void this.#save().catch(() => undefined), this.#retryMs).unref();
      throw error;
    }
  }
}
