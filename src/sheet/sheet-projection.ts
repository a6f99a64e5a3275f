import type { Run } from '../runs/run.js';
import type { ChangeFeed } from '../runs/store-contract.js';
import { backoffMs, type Clock, systemClock } from './clock.js';
import { sheetColumns } from './columns.js';
import { RunsTab } from './runs-tab.js';
import { type SheetFailure, toSheetFailure, troubleSentence } from './sheet-failure.js';
import { SheetTab } from './sheet-tab.js';
import type { SheetsClient } from './sheets-client.js';

/** Name of the cursor in the store. */
const CURSOR = 'sheet';
const TAB_TITLE = 'Runs';
/** Keeps a request far below the advised 2 MB, the longest intents included. */
const RUNS_A_REQUEST = 200;
/** 60 write requests a minute are Google's limit for one user; half of them are left to others. */
const WRITE_SPACING_MS = 2000;
/** How often to look whether people have mended what only they can mend. */
const TROUBLE_MS = 2 * 60_000;
/** A request that is refused is tried anew from reading this often before people are told. */
const QUIET_REFUSALS = 3;
/** Somebody who sorts all the time must not keep the other rows waiting. */
const DISTURBANCES_IN_A_ROW = 3;

export type SheetLog = Record<'info' | 'warn' | 'error', (details: object, message: string) => void>;

export type SheetStatus = {
  /** Runs whose last change is not in the sheet yet. */
  pending: number;
  /** ISO 8601. */
  lastSync: string | undefined;
  lastError: string | undefined;
};

export type SheetProjectionOptions = {
  feed: ChangeFeed;
  client: SheetsClient;
  spreadsheetId: string;
  labels: readonly string[];
  log: SheetLog;
  /** Changes are gathered this long and written in one request. */
  flushMs?: number;
  clock?: Clock;
  /** One sentence for people, once, when the sheet needs somebody's help. */
  onTrouble?: (message: string) => void;
  onRecovered?: () => void;
};

/**
 * The runs as rows of the team's Google Sheet. The store is the outbox: what changed since the cursor is written, and
 * the cursor moves only when it stands in the sheet. So nothing is lost while the sheet is away, and it catches up by
 * itself, after a restart too. There is one writer: whatever asks for a flush, one batch is under way at a time.
 */
export class SheetProjection {
  readonly #options: SheetProjectionOptions;
  readonly #clock: Clock;
  readonly #tab: RunsTab;
  #stopped = false;
  #unsubscribe: (() => void) | undefined;
  #worker: Promise<void> | undefined;
  /** Ends what the worker is at: a request, or a wait. One a step: signals that live long gather listeners. */
  #step = new AbortController();
  /** While the worker waits for more changes, or for people: `flush` need not. */
  #canBeCut = false;
  #flushes: { resolve: () => void; reject: (error: Error) => void }[] = [];
  #nextWriteAt = 0;
  /** Counts rebuilds: a batch from before one must not move the cursor past it. */
  #generation = 0;
  #failures = 0;
  #disturbances = 0;
  #trouble: string | undefined;
  #lastSync: string | undefined;
  #lastError: string | undefined;

  constructor(options: SheetProjectionOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    const tab = new SheetTab({
      api: options.client.api,
      spreadsheetId: options.spreadsheetId,
      title: TAB_TITLE,
      beforeWrite: () => this.#waitForTurn(),
      signal: () => this.#step.signal,
    });
    this.#tab = new RunsTab(tab, sheetColumns(options.labels));
  }

  /** Writes what is waiting, and from now on every change. */
  start(): void {
    this.#unsubscribe ??= this.#options.feed.onChange(() => this.#wake());
    this.#wake();
  }

  /** Ends at once; what is not written yet follows after the next start. */
  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#stopped = true;
    this.#step.abort();
    await this.#worker;
  }

  /** Resolves when all changes so far stand in the sheet, however long that takes; rejects when stopped before. */
  flush(): Promise<void> {
    if (this.#stopped) return Promise.reject(new Error('The sheet projection is stopped'));
    if (this.#pending().length === 0 && !this.#worker) return Promise.resolve();
    const done = new Promise<void>((resolve, reject) => this.#flushes.push({ resolve, reject }));
    if (this.#canBeCut) this.#step.abort();
    this.#wake();
    return done;
  }

  /** Writes every run again: repairs what people changed in Labmate's columns, and puts deleted rows back. */
  async rebuild(): Promise<void> {
    this.#generation += 1;
    await this.#saveCursor(0);
    await this.flush();
  }

  status(): SheetStatus {
    return { pending: this.#pending().length, lastSync: this.#lastSync, lastError: this.#lastError };
  }

  #pending(): Run[] {
    return this.#options.feed.changedSince(this.#options.feed.cursor(CURSOR));
  }

  #saveCursor(revision: number): Promise<void> {
    return this.#options.feed.saveCursor(CURSOR, revision);
  }

  #wake(): void {
    if (this.#stopped || this.#worker) return;
    this.#worker = this.#work().finally(() => {
      this.#worker = undefined;
      // A change may have come between the last look and the end.
      if (!this.#stopped && this.#pending().length > 0) this.#wake();
      else this.#settleFlushes();
    });
  }

  /** Runs until nothing is pending. Never rejects. */
  async #work(): Promise<void> {
    while (!this.#stopped && this.#pending().length > 0) {
      if (this.#failures === 0 && this.#flushes.length === 0)
        await this.#rest(this.#options.flushMs ?? 3000, { canBeCut: true });
      if (this.#stopped) break;
      try {
        await this.#writeBatch();
        this.#succeeded();
      } catch (error) {
        if (this.#stopped) break;
        await this.#failed(toSheetFailure(error, this.#clock.now()));
      }
    }
  }

  #settleFlushes(): void {
    for (const { resolve, reject } of this.#flushes.splice(0))
      if (this.#stopped) reject(new Error('The sheet projection was stopped before all rows were written'));
      else resolve();
  }

  async #writeBatch(): Promise<void> {
    this.#step = new AbortController();
    const generation = this.#generation;
    const cursor = this.#options.feed.cursor(CURSOR);
    const runs = this.#pending().slice(0, RUNS_A_REQUEST);
    const last = runs.at(-1);
    if (!last) return;
    const outcome = await this.#tab.write(runs);
    if (generation !== this.#generation) return;
    this.#disturbances = outcome === 'disturbed' ? this.#disturbances + 1 : 0;
    if (outcome === 'disturbed' && this.#disturbances <= DISTURBANCES_IN_A_ROW) {
      this.#options.log.info(
        {},
        'Rows of the sheet moved while they were written: writing all of them again',
      );
      return this.#saveCursor(0);
    }
    // With a new tab or new columns, the runs that were written before have to be written again, too.
    if (outcome === 'anew' && cursor > 0) return this.#saveCursor(0);
    await this.#saveCursor(last.revision);
  }

  #succeeded(): void {
    this.#failures = 0;
    this.#lastError = undefined;
    this.#lastSync = new Date(this.#clock.now()).toISOString();
    if (this.#trouble === undefined) return;
    this.#trouble = undefined;
    this.#options.log.info({}, 'The sheet is written again');
    this.#tell(() => this.#options.onRecovered?.());
  }

  async #failed(failure: SheetFailure): Promise<void> {
    const attempt = this.#failures++;
    const { kind, status, message, retryAfterMs } = failure;
    this.#lastError = status ? `${status}: ${message}` : message;
    const needsPeople = kind === 'person' || (kind === 'refused' && attempt >= QUIET_REFUSALS);
    const waitMs = needsPeople ? TROUBLE_MS : backoffMs(attempt, this.#clock, retryAfterMs);
    this.#options.log.warn({ status, message, attempt, waitMs }, 'The sheet could not be written');
    if (needsPeople && this.#trouble === undefined) {
      const trouble = troubleSentence(failure, this.#options.client.clientEmail);
      this.#trouble = trouble;
      this.#tell(() => this.#options.onTrouble?.(trouble));
    }
    await this.#rest(waitMs, { canBeCut: needsPeople });
  }

  /** A listener that throws must not stop the sheet. */
  #tell(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.#options.log.error({ message: String(error) }, 'A listener of the sheet threw');
    }
  }

  async #waitForTurn(): Promise<void> {
    const ms = this.#nextWriteAt - this.#clock.now();
    if (ms > 0) await this.#clock.sleep(ms, this.#step.signal);
    this.#nextWriteAt = this.#clock.now() + WRITE_SPACING_MS;
  }

  async #rest(ms: number, { canBeCut }: { canBeCut: boolean }): Promise<void> {
    this.#step = new AbortController();
    this.#canBeCut = canBeCut;
    try {
      await this.#clock.sleep(ms, this.#step.signal);
    } catch {
      // Cut short: whoever did it has set what happens next.
    } finally {
      this.#canBeCut = false;
    }
  }
}
