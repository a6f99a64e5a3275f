import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import type { RawOptions } from '../runs/check-option.js';
import { explainDisk } from '../runs/explain-disk.js';
import type { Author } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import type { PendingEnsemble, Submission } from '../runs/submission.js';
import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { EnsembleResult } from './ensemble-result.js';
import { type Candidates, findCandidates } from './find-candidates.js';
import { inEnsembleThread } from './in-ensemble-thread.js';
import type { Member } from './member.js';
import { type AskedEnsemble, parseEnsemble } from './parse-ensemble.js';
import { predictMissing, type PredictScores } from './predict-missing.js';

type Parts = {
  runs: Runs;
  settings: Pick<Settings, 'home' | 'task'>;
  predict: PredictScores;
  log: { error(context: object, message: string): void };
  now?: () => Date;
};

export type Built = { submission: Submission; result: EnsembleResult };

/** What became of an ensemble that had to wait. */
export type Ended = { pending: PendingEnsemble; outcome: Built | { error: unknown } };

/** Where predicting has brought nothing that was asked for. */
const ROUNDS = 3;

/**
 * `/ensemble`: finds members, writes the submission file in a thread of its own, and remembers it with its hash. One whose
 * members lack test scores waits in the store until they are predicted, one after the other, and then follows by itself,
 * also after a restart.
 */
export class Ensembles {
  readonly #parts: Parts;
  readonly #now: () => Date;
  readonly #listeners = new Set<(ended: Ended) => void>();
  readonly #waiters = new Map<string, (ended: Ended) => void>();
  readonly #progress = new Map<string, (line: string) => void>();
  #stopping = new AbortController();
  #turn: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => new Date());
  }

  /** Goes on with the ensembles that wait. */
  start(): void {
    this.#stopping = new AbortController();
    this.#kick();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#turn;
  }

  /**
   * @returns the submission, or, where members lack test scores, what now waits for them
   * @throws UserError for options out of range, too few runs, members that do not fit together, or a full disk
   */
  async build(
    raw: RawOptions,
    author: Author,
    { channelId = null }: { channelId?: string | null } = {},
  ): Promise<Built | { pending: PendingEnsemble }> {
    const built = await this.#tryNow(raw, author);
    if (!('missing' in built)) return built;
    const pending = await this.#parts.runs.store.addPendingEnsemble({
      ...{ asked: raw, author, created_at: this.#now().toISOString(), channel_id: channelId },
      ...{ missing: built.missing.map(({ name }) => name), ended: null },
      members: built.found.members.map(({ name }) => name),
    });
    this.#kick();
    return { pending };
  }

  /**
   * The same, waiting for what has to be predicted first: for a terminal.
   * @throws UserError as build, and where predicting fails
   */
  async buildAndWait(raw: RawOptions, author: Author, progress: (line: string) => void): Promise<Built> {
    const built = await this.build(raw, author);
    if (!('pending' in built)) return built;
    const { id, missing } = built.pending;
    progress(
      `Test scores of ${missing.length} members are missing (${missing.join(', ')}); they are predicted first.`,
    );
    this.#progress.set(id, progress);
    const { outcome } = await new Promise<Ended>((resolve) => this.#waiters.set(id, resolve));
    if ('error' in outcome) throw outcome.error;
    return outcome;
  }

  /** Calls back when one that had to wait has ended. */
  onEnded(listener: (ended: Ended) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  waiting(): PendingEnsemble[] {
    return this.#parts.runs.store.pendingEnsembles();
  }

  /** Somebody knows of its end. */
  told(id: string): Promise<void> {
    return this.#parts.runs.store.removePendingEnsemble(id);
  }

  async #tryNow(raw: RawOptions, author: Author): Promise<Built | { missing: Member[]; found: Candidates }> {
    const asked = parseEnsemble(raw);
    const { runs, settings } = this.#parts;
    const found = findCandidates(asked, {
      store: runs.store,
      folderOf: (id) => runs.folder(id),
      require: (typed) => runs.require(typed),
    });
    const { home, task } = settings;
    const created_at = this.#now().toISOString();
    const folder = join(home, 'submissions');
    const outFile = join(folder, `${nameOf(asked, task.name)}-${created_at.replaceAll(/[:.]/g, '-')}.jsonl`);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined);
      const { members: candidates, choice, data, dataName } = found;
      const plan = { method: asked.method, cut: asked.cut, choice };
      const result = await inEnsembleThread({ candidates, data, dataName, task, plan, outFile });
      if ('missing' in result)
        return { found, missing: candidates.filter(({ name }) => result.missing.includes(name)) };
      const { members, method, cut, submission, sha256, dev, dev_cross_fitted, learned, scores, fitted } =
        result;
      const stored = await runs.store.addSubmission({
        ...{ created_at, author, method, cut, members, submission, sha256, data_hash: data.hash },
        ...{ dev, dev_cross_fitted, learned, scores, fitted, public_scores: [] },
      });
      return { submission: stored, result };
    } catch (error) {
      throw explainDisk(error, say('runErrors.not_written'));
    }
  }

  /** One after the other: each prediction takes a processor, or the GPU's memory. */
  #kick(): void {
    if (this.#stopping.signal.aborted) return;
    this.#turn ??= this.#advanceAll().finally(() => {
      this.#turn = undefined;
      if (this.waiting().some(({ ended }) => !ended)) this.#kick();
    });
  }

  async #advanceAll(): Promise<void> {
    for (const pending of this.waiting().filter(({ ended }) => !ended)) {
      if (this.#stopping.signal.aborted) return;
      const outcome = await this.#advance(pending).catch((error: unknown) => ({ error }));
      // Labmate stops: it goes on after the next start.
      if (this.#stopping.signal.aborted && 'error' in outcome) return;
      await this.#end(pending, outcome);
    }
  }

  async #advance({ id, asked, author }: PendingEnsemble): Promise<Built> {
    const { predict, settings } = this.#parts;
    const progress = this.#progress.get(id) ?? (() => undefined);
    for (let round = 0; round < ROUNDS; round += 1) {
      const built = await this.#tryNow(asked, author);
      if (!('missing' in built)) return built;
      for (const member of built.missing)
        await predictMissing(member, {
          ...{ testFile: built.found.data.test, task: settings.task, predict, progress },
          signal: this.#stopping.signal,
        });
    }
    throw new Error('Test scores that were predicted are still missing');
  }

  async #end(pending: PendingEnsemble, outcome: Ended['outcome']): Promise<void> {
    const { store } = this.#parts.runs;
    if ('error' in outcome && !(outcome.error instanceof UserError))
      this.#parts.log.error({ err: outcome.error, ensemble: pending.id }, 'an ensemble failed');
    const ended =
      'error' in outcome
        ? { submission: null, problem: problemOf(outcome.error) }
        : { submission: outcome.submission.id, problem: null };
    // A terminal waits for its own; after a restart nobody does.
    await (
      pending.channel_id === null
        ? store.removePendingEnsemble(pending.id)
        : store.savePendingEnsemble({ ...pending, ended })
    ).catch((error: unknown) =>
      this.#parts.log.error({ err: error }, 'the end of an ensemble is not saved yet'),
    );
    this.#waiters.get(pending.id)?.({ pending, outcome });
    this.#waiters.delete(pending.id);
    this.#progress.delete(pending.id);
    for (const listener of this.#listeners) listener({ pending: { ...pending, ended }, outcome });
  }
}

/** `nikl-ea-2023-top5-soft`, as people find it among their downloads. */
function nameOf({ members, method }: AskedEnsemble, task: string): string {
  const who =
    members.kind === 'picked' ? `top${members.top}` : `of${members.runs.length + members.submissions.length}`;
  return `${task}-${who}-${method}`;
}

/** A person's mistake is told in their language later; of a bug they get its first line. */
const problemOf = (error: unknown): Said | string =>
  error instanceof UserError ? error.sentence : error instanceof Error ? error.message : String(error);
