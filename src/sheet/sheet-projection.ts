import type { Run } from '../runs/run.js';
import { type Texts, textsIn } from '../texts/texts.js';
import { InTurn } from '../runs/in-turn.js';
import { backoffMs, type Clock, systemClock } from './clock.js';
import { FlushWaiters } from './flush-waiters.js';
import { Pace } from './pace.js';
import { SheetHealth } from './sheet-health.js';
import type { SheetProjectionOptions } from './sheet-projection-options.js';
import type { SheetStatus } from './sheet-status.js';
import { takeInput } from './take-input.js';
import { type Column, sheetColumns } from './runs-tab/columns.js';
import { planRebuild, type RebuildPlan } from './rebuild/rebuild-plan.js';
import { type Pass, RunsTab } from './runs-tab/runs-tab.js';
import { toSheetFailure, troubleSentence } from './google/sheet-failure.js';
import { SheetMemory } from './memory/sheet-memory.js';
import { type SheetRequests, SheetTab } from './google/sheet-tab.js';
import { WholeTabs } from './whole-tabs/whole-tabs.js';

/** Name of the cursor in the store. */
const CURSOR = 'sheet';
const TAB_TITLE = 'Runs';

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
  readonly #whole: WholeTabs | undefined;
  readonly #requests: SheetRequests;
  #open: Promise<{ memory: SheetMemory; tab: RunsTab }> | undefined;
  #memory: SheetMemory | undefined;
  #stopped = false;
  #unsubscribe: (() => void) | undefined;
  #worker: Promise<void> | undefined;
  /** One look at the tab at a time: beside a write, a plan would take half of it for people's work. */
  readonly #looks = new InTurn();
  readonly #plans = new Set<AbortController>();
  readonly #pace: Pace;
  readonly #health: SheetHealth;
  readonly #flushes = new FlushWaiters();
  /** The whole tab is to be looked through; counts who asked, so that a pass from before does not do. */
  #auditsWanted = 1;
  #auditsDone = 0;
  #disturbances = 0;

  constructor(options: SheetProjectionOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#texts = options.texts ?? textsIn('en');
    this.#columns = sheetColumns(options.labels);
    this.#pace = new Pace(this.#clock);
    this.#health = new SheetHealth({
      clock: this.#clock,
      log: options.log,
      texts: this.#texts,
      clientEmail: options.client.clientEmail,
      onTrouble: (message, failure) => this.#tell(() => options.onTrouble?.(message, failure)),
      onRecovered: () => this.#tell(() => options.onRecovered?.()),
      onSuccess: () => this.#tell(() => options.onSuccess?.()),
    });
    const { feed, ensembles, client, spreadsheetId } = options;
    this.#requests = {
      ...{ api: client.api, spreadsheetId },
      beforeWrite: () => this.#pace.waitForTurn(),
      signal: () => this.#pace.signal,
    };
    this.#whole =
      ensembles &&
      new WholeTabs({
        ...{ feed, ensembles, texts: this.#texts, now: () => this.#clock.now() },
        onNotice: (message) => this.#tell(() => options.onNotice?.(message)),
        explain: (failure) => troubleSentence(failure, client.clientEmail, this.#texts),
      });
  }

  /** Writes what is waiting, and from now on every change. */
  start(): void {
    this.#unsubscribe ??= this.#options.feed.onChange(() => this.#wake());
    this.#whole?.onWaiting(() => this.#wake());
    this.#wake();
  }

  /** Ends at once; what is not written yet follows after the next start. */
  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#whole?.close();
    this.#stopped = true;
    this.#pace.abort();
    for (const plan of this.#plans) plan.abort();
    await this.#worker;
    await this.#memory?.save().catch((error: unknown) => {
      this.#options.log.warn({ message: String(error) }, 'What stands in the sheet was not noted down');
    });
  }

  /** Resolves when all changes so far stand in the sheet, however long that takes; rejects when stopped before. */
  flush(): Promise<void> {
    if (this.#stopped) return Promise.reject(new Error('The sheet projection is stopped'));
    if (!this.#worker && !this.#hasWork) return Promise.resolve();
    const revision = this.#changed().at(-1)?.revision ?? 0;
    const done = this.#flushes.until({
      revision,
      audits: this.#auditsWanted,
      whole: this.#whole?.wanted ?? 0,
    });
    this.#pace.cut();
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
    await this.#looks.take('', async () => {
      memory.forgetDeleted();
      // It is meant for good, also where the sheet is away and the process ends before it is back.
      await memory.save();
    });
    return this.audit();
  }

  /** What `rebuild` would do now. @throws SheetLayoutError, and whatever googleapis throws: it is not tried again */
  async plan(): Promise<RebuildPlan> {
    const { memory } = await this.#opened();
    return this.#looks.take('', async () => {
      const abort = new AbortController();
      this.#plans.add(abort);
      try {
        const copy = memory.copy();
        const requests = { ...this.#requests, signal: () => abort.signal };
        const tab = new SheetTab(TAB_TITLE, requests, copy);
        const runs = this.#options.feed.changedSince(0);
        const [columns, texts] = [this.#columns, this.#texts];
        return await planRebuild({ tab, memory: copy, runs, columns, texts, now: () => this.#clock.now() });
      } finally {
        this.#plans.delete(abort);
      }
    });
  }

  status(): SheetStatus {
    const { failure } = this.#health;
    return {
      pending: this.#pending(this.#changed()).length,
      lastSync: this.#health.lastSync,
      lastError: failure && (failure.status ? `${failure.status}: ${failure.message}` : failure.message),
      failure,
      needsPeople: this.#health.needsPeople,
      deleted: this.#memory?.deletedIds() ?? [],
      refused: this.#memory?.refused.list() ?? [],
      conflicts: this.#memory?.conflicts() ?? [],
    };
  }

  #changed(): Run[] {
    return this.#options.feed.changedSince(this.#options.feed.cursor(CURSOR));
  }

  /** Of runs that changed: those whose row says something else. */
  #pending(changed: readonly Run[]): Run[] {
    const memory = this.#memory;
    return changed.filter(
      (run) => !memory || !(memory.isWritten(run) || memory.isDeleted(run.id) || memory.isRefused(run)),
    );
  }

  get #hasWork(): boolean {
    return this.#changed().length > 0 || this.#wantsAudit || (this.#whole?.isWaiting ?? false);
  }

  get #wantsAudit(): boolean {
    return this.#auditsDone < this.#auditsWanted;
  }

  #opened(): Promise<{ memory: SheetMemory; tab: RunsTab }> {
    return (this.#open ??= this.#prepare());
  }

  async #prepare(): Promise<{ memory: SheetMemory; tab: RunsTab }> {
    const { spreadsheetId, memoryFile: file, log } = this.#options;
    const memory = await SheetMemory.open({
      file,
      spreadsheet: spreadsheetId,
      columns: this.#columns,
      warn: (message) => log.warn({}, message),
    });
    this.#memory = memory;
    const tab = new RunsTab({
      tab: new SheetTab(TAB_TITLE, this.#requests, memory),
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
      if (!this.#stopped && this.#hasWork) this.#wake();
      else this.#settleFlushes();
    });
  }

  /** Runs until nothing is pending. Never rejects. */
  async #work(): Promise<void> {
    while (!this.#stopped && this.#hasWork) {
      if (this.#health.isWell && !this.#flushes.any) await this.#pace.gather(this.#options.flushMs ?? 3000);
      if (this.#stopped) break;
      this.#pace.newStep();
      try {
        await this.#looks.take('', () => this.#pass());
        if (!this.#wantsAudit) this.#disturbances = 0;
        this.#health.succeeded();
        this.#settleFlushes();
      } catch (error) {
        if (this.#stopped) break;
        const { waitMs, needsPeople } = this.#health.failed(toSheetFailure(error, this.#clock.now()));
        await this.#pace.rest(waitMs, { canBeCut: needsPeople });
      }
    }
  }

  #settleFlushes(): void {
    const revision = this.#options.feed.cursor(CURSOR);
    const whole = this.#whole?.written ?? 0;
    this.#flushes.settle({ revision, audits: this.#auditsDone, whole }, { stopped: this.#stopped });
  }

  async #pass(): Promise<void> {
    const { memory, tab } = await this.#opened();
    const changed = this.#changed();
    const pending = this.#pending(changed);
    const wanted = this.#auditsWanted;
    let pass: Pass | undefined;
    if (this.#wantsAudit) {
      pass = await tab.audit(byNumber(this.#options.feed.changedSince(0)));
      if (pass.settled) this.#auditsDone = wanted;
      else await this.#disturbed();
      if (pass.settled) this.#whole?.look();
    } else if (pending.length > 0) {
      pass = await tab.write(byNumber(pending));
      if (!pass.settled) this.#auditsWanted += 1;
    }
    if (pass) this.#pace.flushed();
    if (pass?.anew)
      this.#tell(() => this.#options.onNotice?.(this.#texts.t('sheet.tab_anew', { tab: TAB_TITLE })));
    for (const refused of pass?.refused ?? [])
      this.#tell(() => this.#options.onNotice?.(this.#texts.t('sheet.row_refused', refused)));
    const conflicts = pass?.conflicts ?? [];
    if (conflicts.length > 0) this.#tell(() => this.#options.onConflicts?.(conflicts));
    const last = changed.at(-1);
    if ((pass?.settled ?? true) && last) await this.#options.feed.saveCursor(CURSOR, last.revision);
    const { onInput } = this.#options;
    if (onInput && pass?.settled && pass.input.length > 0)
      await takeInput(pass.input, onInput, { memory, tab, texts: this.#texts });
    if (pass?.settled ?? true) await this.#writeWholeTabs(memory);
  }

  /** What they cost is taken from the rows' share of the minute. */
  async #writeWholeTabs(memory: SheetMemory): Promise<void> {
    const isUrgent = this.#flushes.any;
    const requests = await this.#whole?.update(memory, this.#requests, { isUrgent });
    if (requests) this.#pace.spent(requests);
  }

  /** Somebody sorts or moves at every look: each look waits longer, so that they come to an end. */
  async #disturbed(): Promise<void> {
    this.#options.log.info({}, 'Rows or columns of the sheet moved while they were written: looking again');
    const attempt = this.#disturbances++;
    if (attempt > 0) await this.#pace.rest(backoffMs(attempt, this.#clock), { canBeCut: false });
  }

  /** A listener that throws must not stop the sheet. */
  #tell(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.#options.log.error({ message: String(error) }, 'A listener of the sheet threw');
    }
  }
}

/** New rows stand in the order in which their runs were started, not in that of their last changes. */
const byNumber = (runs: readonly Run[]): Run[] => runs.toSorted((a, b) => Number(a.id) - Number(b.id));
