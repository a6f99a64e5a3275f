import { DiscordAPIError } from 'discord.js';
import type { Logger } from 'pino';
import { isOpen, type Run } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import { type BoardClock, systemBoardClock } from './board-clock.js';
import { EditBudget } from './edit-budget.js';
import type { RunMessages } from './run-messages.js';

const PROJECTION = 'chat';
const RETRY_MS = { first: 2_000, longest: 60_000 };

/**
 * The channel as a projection of the store: each run has one card, one thread and, when it has ended, one result
 * message; a quiet run has none of them. One run at a time is brought up to date, in the order of the changes; a channel that is down for hours is
 * caught up with afterwards, and what was already said is never said again (run-messages.ts keeps that in the store).
 */
export class RunBoard {
  readonly #runs: Runs;
  readonly #messages: RunMessages;
  readonly #budget: EditBudget;
  readonly #log: Logger;
  readonly #clock: BoardClock;
  /** Runs that changed and are not shown as they are. */
  readonly #changed = new Set<string>();
  /** What an open run's card shows: a mere progress edit waits. */
  readonly #shown = new Map<string, Run['state']>();
  /** Runs whose messages did not go through, and when to try again. */
  readonly #later = new Map<string, { at: number; waitMs: number }>();
  #announcing = 0;
  #callOff: (() => void) | undefined;
  #pumping: Promise<void> | undefined;
  #stop: (() => void) | undefined;
  readonly #stopping = new AbortController();

  constructor({
    runs,
    messages,
    editSeconds,
    log,
    clock = systemBoardClock,
  }: {
    runs: Runs;
    messages: RunMessages;
    editSeconds: number;
    log: Logger;
    clock?: BoardClock;
  }) {
    this.#runs = runs;
    this.#messages = messages;
    this.#budget = new EditBudget(editSeconds * 1000);
    this.#log = log;
    this.#clock = clock;
  }

  /** Catches up with what changed while the channel was away, then follows. */
  start(): void {
    const { store } = this.#runs;
    // One that never had a card has spent nothing yet.
    for (const run of store.list())
      if (run.state === 'running' && this.#messages.hasCard(run))
        this.#budget.resume(run.id, this.#clock.now());
    this.#stop = store.onChange((run) => {
      if (run.quiet) return;
      this.#changed.add(run.id);
      this.#wake(0);
    });
    for (const run of store.changedSince(store.cursor(PROJECTION))) if (!run.quiet) this.#changed.add(run.id);
    this.#wake(0);
  }

  /** What did not go through is tried at once: whatever was in the way is gone. */
  tryNow(): void {
    this.#later.clear();
    this.#wake(0);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#stop?.();
    this.#callOff?.();
    await this.#pumping;
  }

  /**
   * Queues a run and shows its card as the answer to the command, in place of a message of its own.
   * @param show posts the card and returns the message's id; where it fails, the card is posted to the channel
   */
  async announce(
    submit: () => Promise<Run>,
    show: (run: Run) => Promise<{ id: string; channelId: string }>,
  ): Promise<Run> {
    this.#announcing++;
    try {
      const run = await submit();
      try {
        await this.#messages.adoptCard(run, await show(run));
      } catch (error) {
        this.#log.warn(
          { err: error, run: run.id },
          'the card could not be the answer; it goes to the channel',
        );
      }
      return run;
    } finally {
      this.#announcing--;
      this.#wake(0);
    }
  }

  #wake(ms: number): void {
    if (this.#stopping.signal.aborted) return;
    this.#callOff?.();
    this.#callOff = this.#clock.after(ms, () => {
      this.#pumping ??= this.#pump().finally(() => {
        this.#pumping = undefined;
        if (this.#changed.size > 0) this.#wake(this.#nextInMs());
      });
      return this.#pumping;
    });
  }

  async #pump(): Promise<void> {
    for (let run = this.#next(); run && !this.#stopping.signal.aborted; run = this.#next()) {
      this.#changed.delete(run.id);
      try {
        const sent = await this.#messages.bringUpToDate(run);
        this.#later.delete(run.id);
        this.#noteShown(run, sent);
      } catch (error) {
        this.#postpone(run, error);
      }
      if (this.#changed.size === 0) await this.#saveCursor(run.revision);
    }
  }

  /** A run that has ended has a new budget, for what people change of it. */
  #noteShown(run: Run, sent: boolean): void {
    const before = this.#shown.get(run.id);
    if (isOpen(run)) this.#shown.set(run.id, run.state);
    else if (this.#shown.delete(run.id)) this.#budget.forget(run.id);
    if (sent && (isOpen(run) || before === undefined)) this.#budget.spend(run.id, this.#clock.now());
  }

  /** Each run waits by itself: one whose channel is closed keeps no other waiting. */
  #postpone(run: Run, error: unknown): void {
    const context = { err: error, run: run.id };
    if (error instanceof DiscordAPIError && error.status === 400) {
      this.#log.error(context, 'Discord refuses a message as it is; it is left out');
      return;
    }
    const waitMs = Math.min((this.#later.get(run.id)?.waitMs ?? RETRY_MS.first / 2) * 2, RETRY_MS.longest);
    this.#later.set(run.id, { at: this.#clock.now() + waitMs, waitMs });
    this.#changed.add(run.id);
    this.#log.warn({ ...context, waitMs }, 'the channel could not be brought up to date; trying again');
  }

  /** The cursor only saves work at the next start: without it, what is done is looked through once more. */
  async #saveCursor(revision: number): Promise<void> {
    await this.#runs.store
      .saveCursor(PROJECTION, revision)
      .catch((error: unknown) => this.#log.error({ err: error }, 'the cursor could not be written yet'));
  }

  /** The changed run that is due, by its last change. */
  #next(): Run | undefined {
    const due: Run[] = [];
    for (const id of this.#changed) {
      const run = this.#runs.store.get(id);
      // A submission that could not be saved was taken back.
      if (!run) this.#changed.delete(id);
      else if (this.#dueInMs(run) <= 0) due.push(run);
    }
    return due.sort((a, b) => a.revision - b.revision)[0];
  }

  /**
   * A change of state is shown at once, progress as often as the card's budget allows. What people change of a run that
   * has ended is shown at once, too, until there is too much of it.
   */
  #dueInMs(run: Run): number {
    if (this.#announcing > 0 && !this.#messages.hasCard(run)) return 100;
    const edit = isOpen(run)
      ? this.#shown.get(run.id) === run.state && this.#budget.dueAt(run.id)
      : !this.#shown.has(run.id) && this.#budget.dueAt(run.id, 0);
    return Math.max(edit || 0, this.#later.get(run.id)?.at ?? 0) - this.#clock.now();
  }

  #nextInMs(): number {
    const waits = [...this.#changed].map((id) => {
      const run = this.#runs.store.get(id);
      return run ? this.#dueInMs(run) : 0;
    });
    return Math.max(0, Math.min(...waits));
  }
}
