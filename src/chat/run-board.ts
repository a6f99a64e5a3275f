import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordAPIError } from 'discord.js';
import type { Logger } from 'pino';
import type { Run } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import type { RunMessages } from './run-messages.js';
import { isOpen } from './views/run-card.js';

const PROJECTION = 'chat';
const RETRY_MS = { first: 2_000, longest: 60_000 };

/**
 * The channel as a projection of the store: each run has one card, one thread and, when it has ended, one result
 * message. One run at a time is brought up to date, in the order of the changes; a channel that is down for hours is
 * caught up with afterwards, and what was already said is never said again (run-messages.ts keeps that in the store).
 */
export class RunBoard {
  readonly #runs: Runs;
  readonly #messages: RunMessages;
  readonly #editMs: number;
  readonly #log: Logger;
  /** Runs that changed, with the time before which a mere progress edit waits. */
  readonly #changed = new Set<string>();
  readonly #shown = new Map<string, { state: Run['state']; at: number }>();
  #announcing = 0;
  #timer: NodeJS.Timeout | undefined;
  #pumping: Promise<void> | undefined;
  #stop: (() => void) | undefined;
  readonly #stopping = new AbortController();

  constructor({
    runs,
    messages,
    editSeconds,
    log,
  }: {
    runs: Runs;
    messages: RunMessages;
    editSeconds: number;
    log: Logger;
  }) {
    this.#runs = runs;
    this.#messages = messages;
    this.#editMs = editSeconds * 1000;
    this.#log = log;
  }

  /** Catches up with what changed while the channel was away, then follows. */
  start(): void {
    const { store } = this.#runs;
    this.#stop = store.onChange((run) => {
      this.#changed.add(run.id);
      this.#wake(0);
    });
    for (const run of store.changedSince(store.cursor(PROJECTION))) this.#changed.add(run.id);
    this.#wake(0);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#stop?.();
    clearTimeout(this.#timer);
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
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#pumping ??= this.#pump().finally(() => {
        this.#pumping = undefined;
        if (this.#changed.size > 0) this.#wake(this.#nextInMs());
      });
    }, ms);
  }

  async #pump(): Promise<void> {
    let retryMs = RETRY_MS.first;
    for (let run = this.#next(); run && !this.#stopping.signal.aborted; run = this.#next()) {
      this.#changed.delete(run.id);
      try {
        await this.#messages.bringUpToDate(run);
        this.#shown.set(run.id, { state: run.state, at: Date.now() });
        if (!isOpen(run)) this.#shown.delete(run.id);
        if (this.#changed.size === 0) await this.#runs.store.saveCursor(PROJECTION, run.revision);
        retryMs = RETRY_MS.first;
      } catch (error) {
        const context = { err: error, run: run.id };
        // A message that Discord refuses as it is would be refused for ever, and keep the other runs waiting.
        if (error instanceof DiscordAPIError && error.status === 400) {
          this.#log.error(context, 'Discord refuses a message; it is left out');
          continue;
        }
        this.#changed.add(run.id);
        this.#log.warn(context, 'the channel could not be brought up to date; trying again');
        await sleep(retryMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
        retryMs = Math.min(retryMs * 2, RETRY_MS.longest);
      }
    }
  }

  /** The changed run that is due, by its last change. */
  #next(): Run | undefined {
    return [...this.#changed]
      .map((id) => this.#runs.store.get(id))
      .filter((run) => run !== undefined)
      .filter((run) => this.#dueInMs(run) <= 0)
      .sort((a, b) => a.revision - b.revision)[0];
  }

  /** A change of state is shown at once, progress at most every `editSeconds`. */
  #dueInMs(run: Run): number {
    if (this.#announcing > 0 && !this.#messages.hasCard(run)) return 100;
    const shown = this.#shown.get(run.id);
    return shown?.state === run.state ? shown.at + this.#editMs - Date.now() : 0;
  }

  #nextInMs(): number {
    const waits = [...this.#changed].map((id) => {
      const run = this.#runs.store.get(id);
      return run ? this.#dueInMs(run) : 0;
    });
    return Math.max(0, Math.min(...waits));
  }
}
