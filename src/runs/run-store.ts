import type { Run } from './run.js';
import type { ChangeFeed, EnsembleFeed } from './store-contract.js';
import type { Submission } from './store-data.js';
import { StoreFile } from './store-file.js';
import { StoreNotes } from './store-notes.js';
import { type NewSubmission, type PendingEnsemble, submissionSchema } from './submission.js';
import type { Sweep } from './sweep/sweep.js';

/**
 * The truth about all runs. Every method that changes something resolves when the change is on the disk. A failed write
 * (a full disk) rejects, but the change stays in memory and is written later (store-file.ts).
 */
export class RunStore extends StoreNotes implements ChangeFeed, EnsembleFeed {
  readonly #listeners = new Set<(run: Run) => void>();
  readonly #ensembleListeners = new Set<() => void>();

  /** @throws UserError `store.locked` | `store.damaged` */
  static async open(
    home: string,
    { warn, retryMs = 10_000 }: { warn?: (message: string) => void; retryMs?: number } = {},
  ): Promise<RunStore> {
    return new RunStore(await StoreFile.open(home, { warn, retryMs }));
  }

  /** Writes what is waiting and gives the lock back. */
  close(): Promise<void> {
    return this.file.close();
  }

  /** The next run number, never given twice (a number may stay unused). */
  nextRunId(): string {
    return String(this.file.data.next_run++);
  }

  async add(run: Omit<Run, 'revision'>): Promise<Run> {
    return this.#put({ ...run, revision: 0 });
  }

  /**
   * Adds all of them in one change: where it cannot be written, none is there.
   * @returns them as they are stored
   */
  async addAll(runs: readonly Omit<Run, 'revision'>[]): Promise<Run[]> {
    const stored = runs.map((run) => ({ ...run, revision: ++this.file.data.revision }));
    for (const run of stored) this.file.data.runs[run.id] = run;
    try {
      await this.file.save();
    } catch (error) {
      for (const { id } of stored) this.discard(id);
      throw error;
    }
    for (const run of stored) for (const listener of this.#listeners) listener(run);
    return stored;
  }

  /** Takes back a run that could not be saved; it was never acknowledged. */
  discard(id: string): void {
    delete this.file.data.runs[id];
  }

  /** Merges `change` into the run. @throws Error for a number that does not exist. */
  async update(id: string, change: Partial<Omit<Run, 'id' | 'revision' | 'spec'>>): Promise<Run> {
    const run = this.get(id);
    if (!run) throw new Error(`Run ${id} is not in the store`);
    return this.#put({ ...run, ...change });
  }

  get(id: string): Run | undefined {
    const { runs } = this.file.data;
    return Object.hasOwn(runs, id) ? runs[id] : undefined;
  }

  /** All runs, oldest first. */
  list(): Run[] {
    return Object.values(this.file.data.runs).sort((a, b) => Number(a.id) - Number(b.id));
  }

  changedSince(cursor: number): Run[] {
    return Object.values(this.file.data.runs)
      .filter((run) => run.revision > cursor)
      .sort((a, b) => a.revision - b.revision);
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
    const id = String(this.file.data.next_submission++);
    const whole = submissionSchema.parse({ ...submission, id });
    this.file.data.submissions[id] = whole;
    await this.#saveEnsembles();
    return whole;
  }

  /** Oldest first. */
  pendingEnsembles(): PendingEnsemble[] {
    return Object.values(this.file.data.pending_ensembles).sort((a, b) => Number(a.id) - Number(b.id));
  }

  async addPendingEnsemble(pending: Omit<PendingEnsemble, 'id'>): Promise<PendingEnsemble> {
    const whole = { ...pending, id: String(this.file.data.next_pending_ensemble++) };
    await this.savePendingEnsemble(whole);
    return whole;
  }

  async savePendingEnsemble(pending: PendingEnsemble): Promise<void> {
    this.file.data.pending_ensembles[pending.id] = pending;
    await this.#saveEnsembles();
  }

  async removePendingEnsemble(id: string): Promise<void> {
    delete this.file.data.pending_ensembles[id];
    await this.#saveEnsembles();
  }

  /** All sweeps, oldest first. */
  sweeps(): Sweep[] {
    return Object.values(this.file.data.sweeps).sort((a, b) => Number(a.id) - Number(b.id));
  }

  async addSweep(sweep: Omit<Sweep, 'id'>): Promise<Sweep> {
    const whole = { ...sweep, id: String(this.file.data.next_sweep++) };
    await this.saveSweep(whole);
    return whole;
  }

  async saveSweep(sweep: Sweep): Promise<void> {
    this.file.data.sweeps[sweep.id] = sweep;
    await this.file.save();
  }

  /** Oldest first. */
  submissions(): Submission[] {
    return Object.values(this.file.data.submissions).sort((a, b) => Number(a.id) - Number(b.id));
  }

  submission(id: string): Submission | undefined {
    const { submissions } = this.file.data;
    return Object.hasOwn(submissions, id) ? submissions[id] : undefined;
  }

  /** @throws Error for a number that does not exist */
  async updateSubmission(id: string, change: Pick<Submission, 'public_scores'>): Promise<Submission> {
    const submission = this.submission(id);
    if (!submission) throw new Error(`Submission ${id} is not in the store`);
    const changed = { ...submission, ...change };
    this.file.data.submissions[id] = changed;
    await this.#saveEnsembles();
    return changed;
  }

  backup(stamp: string, keep: number): Promise<string> {
    return this.file.backup(stamp, keep);
  }

  async #put(run: Run): Promise<Run> {
    const stored = { ...run, revision: ++this.file.data.revision };
    this.file.data.runs[run.id] = stored;
    try {
      await this.file.save();
    } finally {
      for (const listener of this.#listeners) listener(stored);
    }
    return stored;
  }

  async #saveEnsembles(): Promise<void> {
    try {
      await this.file.save();
    } finally {
      for (const listener of this.#ensembleListeners) listener();
    }
  }
}
