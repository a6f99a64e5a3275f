import type { Run } from '../runs/run.js';
import type { ChangeFeed } from '../runs/store-contract.js';
import { type Said, type Texts, textsIn } from '../texts/texts.js';
import { backoffMs, type Clock, systemClock } from './clock.js';
import { type Column, sheetColumns } from './columns.js';
import type { PeopleInput } from './plan-row.js';
import { type Pass, RunsTab } from './runs-tab.js';
import { type SheetFailure, toSheetFailure, troubleSentence } from './sheet-failure.js';
import { type Conflict, SheetMemory } from './sheet-memory.js';
import { SheetTab } from './sheet-tab.js';
import type { SheetsClient } from './sheets-client.js';

/** Name of the cursor in the store. */
const CURSOR = 'sheet';
const TAB_TITLE = 'Runs';
/** 60 write requests a minute are Google's limit for one user; half of them are left to others. */
const WRITE_SPACING_MS = 2000;
/** A flush makes three requests, a read before it and one after it; 30 a minute are enough for all of Labmate. */
const FLUSH_SPACING_MS = 6500;
/** How often to look whether people have mended what only they can mend. */
const TROUBLE_MS = 2 * 60_000;
/** A request that is refused is tried anew from reading this often before people are told. */
const QUIET_REFUSALS = 3;

export type SheetLog = Record<'info' | 'warn' | 'error', (details: object, message: string) => void>;

export type SheetStatus = {
  /** Runs whose last change is not in the sheet yet. */
  pending: number;
  /** ISO 8601. */
  lastSync: string | undefined;
  lastError: string | undefined;
  /** Cells of Labmate's that people changed, oldest first. */
  conflicts: readonly Conflict[];
};

export type SheetProjectionOptions = {
  feed: ChangeFeed;
  client: SheetsClient;
  spreadsheetId: string;
  labels: readonly string[];
  log: SheetLog;
  /** What it has written is remembered here; without it, until the process ends. */
  memoryFile?: string;
  texts?: Texts;
  /** Changes are gathered this long and written in one request. */
  flushMs?: number;
  clock?: Clock;
  /** One sentence for people, once, when the sheet needs somebody's help. */
  onTrouble?: (message: string) => void;
  onRecovered?: () => void;
  /** One sentence for people about something that has happened and is mended. */
  onNotice?: (message: string) => void;
  /** Cells that people changed where Labmate writes, each once. */
  onConflicts?: (conflicts: readonly Conflict[]) => void;
  /** Takes what people typed. Answers with why not, where it cannot be taken. */
  onInput?: (input: PeopleInput) => Promise<Said | string | undefined>;
};

/**
 * The runs as rows of the team's Google Sheet. The store is the outbox: what changed since the cursor is written, and
 * the cursor moves only when it stands in the sheet. So nothing is lost while the sheet is away, and it catches up by
 * itself, after a restart too. There is one writer: whatever asks for a flush, one batch is under way at a time.
 */
export class SheetProjection {
  readonly #options: SheetProjectionOptions;
  readonly #clock: Clock;
  readonly #texts: Texts;
  readonly #columns: readonly Column[];
  #open: Promise<{ memory: SheetMemory; tab: RunsTab }> | undefined;
  #memory: SheetMemory | undefined;
  #stopped = false;
  #unsubscribe: (() => void) | undefined;
  #worker: Promise<void> | undefined;
  /** Ends what the worker is at: a request, or a wait. One a step: signals that live long gather listeners. */
  #step = new AbortController();
  /** While the worker waits for more changes, or for people: `flush` need not. */
  #canBeCut = false;
  #flushes: { resolve: () => void; reject: (error: Error) => void; revision: number; audits: number }[] = [];
  #nextWriteAt = 0;
  #nextFlushAt = 0;
  /** The whole tab is to be looked through; counts who asked, so that a pass from before does not do. */
  #auditsWanted = 1;
  #auditsDone = 0;
  #failures = 0;
  #disturbances = 0;
  #trouble: string | undefined;
  #lastSync: string | undefined;
  #lastError: string | undefined;

  constructor(options: SheetProjectionOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#texts = options.texts ?? textsIn('en');
    this.#columns = sheetColumns(options.labels);
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
    await this.#memory?.save().catch((error: unknown) => {
      this.#options.log.warn({ message: String(error) }, 'What stands in the sheet was not noted down');
    });
  }

  /** Resolves when all changes so far stand in the sheet, however long that takes; rejects when stopped before. */
  flush(): Promise<void> {
    if (this.#stopped) return Promise.reject(new Error('The sheet projection is stopped'));
    if (this.#changed().length === 0 && !this.#worker && !this.#wantsAudit) return Promise.resolve();
    const revision = this.#changed().at(-1)?.revision ?? 0;
    const audits = this.#auditsWanted;
    const done = new Promise<void>((resolve, reject) =>
      this.#flushes.push({ resolve, reject, revision, audits }),
    );
    if (this.#canBeCut) this.#step.abort();
    this.#wake();
    return done;
  }

  /**
   * Looks the whole tab through: takes what people typed, notices what they changed, puts right what is not. Resolves
   * when it is done, as `flush`.
   */
  audit(): Promise<void> {
    this.#auditsWanted += 1;
    return this.flush();
  }

  /** The same, and puts back the rows that people deleted. */
  async rebuild(): Promise<void> {
    const { memory } = await this.#opened();
    memory.forgetDeleted();
    return this.audit();
  }

  status(): SheetStatus {
    return {
      pending: this.#pending(this.#changed()).length,
      lastSync: this.#lastSync,
      lastError: this.#lastError,
      conflicts: this.#memory?.conflicts() ?? [],
    };
  }

  #changed(): Run[] {
    return this.#options.feed.changedSince(this.#options.feed.cursor(CURSOR));
  }

  /** Of runs that changed: those whose row says something else. */
  #pending(changed: readonly Run[]): Run[] {
    const memory = this.#memory;
    return changed.filter((run) => !memory || !(memory.isWritten(run) || memory.isDeleted(run.id)));
  }

  get #wantsAudit(): boolean {
    return this.#auditsDone < this.#auditsWanted;
  }

  #opened(): Promise<{ memory: SheetMemory; tab: RunsTab }> {
    return (this.#open ??= this.#prepare());
  }

  async #prepare(): Promise<{ memory: SheetMemory; tab: RunsTab }> {
    const { client, spreadsheetId, memoryFile: file, log } = this.#options;
    const memory = await SheetMemory.open({
      file,
      spreadsheet: spreadsheetId,
      columns: this.#columns,
      warn: (message) => log.warn({}, message),
    });
    this.#memory = memory;
    const requests = {
      api: client.api,
      spreadsheetId,
      beforeWrite: () => this.#waitForTurn(),
      signal: () => this.#step.signal,
    };
    const tab = new RunsTab({
      tab: new SheetTab(TAB_TITLE, requests, memory),
      columns: this.#columns,
      memory,
      texts: this.#texts,
      now: () => this.#clock.now(),
    });
    return { memory, tab };
  }

  #wake(): void {
    if (this.#stopped || this.#worker) return;
    this.#worker = this.#work().finally(() => {
      this.#worker = undefined;
      // A change may have come between the last look and the end.
      if (!this.#stopped && (this.#changed().length > 0 || this.#wantsAudit)) this.#wake();
      else this.#settleFlushes();
    });
  }

  /** Runs until nothing is pending. Never rejects. */
  async #work(): Promise<void> {
    while (!this.#stopped && (this.#changed().length > 0 || this.#wantsAudit)) {
      if (this.#failures === 0 && this.#flushes.length === 0) {
        const spacing = this.#nextFlushAt - this.#clock.now();
        await this.#rest(Math.max(this.#options.flushMs ?? 3000, spacing), { canBeCut: true });
      }
      if (this.#stopped) break;
      this.#step = new AbortController();
      try {
        await this.#pass();
        this.#succeeded();
        this.#settleFlushes();
      } catch (error) {
        if (this.#stopped) break;
        await this.#failed(toSheetFailure(error, this.#clock.now()));
      }
    }
  }

  #settleFlushes(): void {
    const cursor = this.#options.feed.cursor(CURSOR);
    const waiting = this.#flushes;
    this.#flushes = [];
    for (const flush of waiting)
      if (flush.revision <= cursor && flush.audits <= this.#auditsDone) flush.resolve();
      else if (this.#stopped)
        flush.reject(new Error('The sheet projection was stopped before all rows were written'));
      else this.#flushes.push(flush);
  }

  async #pass(): Promise<void> {
    const { memory, tab } = await this.#opened();
    const changed = this.#changed();
    const pending = this.#pending(changed);
    const wanted = this.#auditsWanted;
    let pass: Pass | undefined;
    if (this.#wantsAudit) {
      pass = await tab.audit(this.#options.feed.changedSince(0));
      if (pass.settled) this.#auditsDone = wanted;
      else await this.#disturbed();
    } else if (pending.length > 0) {
      pass = await tab.write(pending);
      if (!pass.settled) this.#auditsWanted += 1;
    }
    if (pass) this.#nextFlushAt = this.#clock.now() + FLUSH_SPACING_MS;
    if (pass?.anew)
      this.#tell(() => this.#options.onNotice?.(this.#texts.t('sheet.tab_anew', { tab: TAB_TITLE })));
    const conflicts = pass?.conflicts ?? [];
    if (conflicts.length > 0) this.#tell(() => this.#options.onConflicts?.(conflicts));
    const last = changed.at(-1);
    if ((pass?.settled ?? true) && last) await this.#options.feed.saveCursor(CURSOR, last.revision);
    if (pass?.settled && pass.input.length > 0) await this.#take(pass.input, memory, tab);
  }

  /** Somebody sorts or moves at every look: each look waits longer, so that they come to an end. */
  async #disturbed(): Promise<void> {
    this.#options.log.info({}, 'Rows or columns of the sheet moved while they were written: looking again');
    const attempt = this.#disturbances++;
    if (attempt > 0) await this.#rest(backoffMs(attempt, this.#clock), { canBeCut: false });
  }

  /** What people typed goes to whoever knows what it means; what cannot be taken is explained in the cell's note. */
  async #take(input: readonly PeopleInput[], memory: SheetMemory, tab: RunsTab): Promise<void> {
    const { onInput } = this.#options;
    if (!onInput) return;
    const refused: { row: number; column: number; text: string }[] = [];
    for (const one of input) {
      const why = await onInput(one);
      const key = one.kind === 'score' ? 'public' : 'notes';
      memory.setSeen(one.run, key, one.hash, why === undefined);
      if (why !== undefined) {
        const text = this.#texts.t('sheet.not_taken', { why }).replaceAll('`', '');
        refused.push({ row: one.row, column: one.column, text });
      }
    }
    await tab.explain(refused);
    await memory.save();
  }

  #succeeded(): void {
    this.#failures = 0;
    if (!this.#wantsAudit) this.#disturbances = 0;
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
      const trouble = troubleSentence(failure, this.#options.client.clientEmail, this.#texts);
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
