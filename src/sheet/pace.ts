import type { Clock } from './clock.js';

/** 60 write requests a minute are Google's limit for one user; half of them are left to others. */
const WRITE_SPACING_MS = 2000;
/** A flush makes three requests, a read before it and one after it; 30 a minute are enough for all of Labmate. */
const FLUSH_SPACING_MS = 6500;
const REQUEST_MS = FLUSH_SPACING_MS / 3;

/** When the one writer makes its requests, and how its waits end early. */
export class Pace {
  readonly #clock: Clock;
  /** Ends what the worker is at: a request, or a wait. One a step: signals that live long gather listeners. */
  #step = new AbortController();
  /** While the worker waits for more changes, or for people: `flush` need not. */
  #canBeCut = false;
  #nextWriteAt = 0;
  #nextFlushAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Of the step that is under way. */
  get signal(): AbortSignal {
    return this.#step.signal;
  }

  newStep(): void {
    this.#step = new AbortController();
  }

  abort(): void {
    this.#step.abort();
  }

  /** Ends a wait that need not be. */
  cut(): void {
    if (this.#canBeCut) this.#step.abort();
  }

  flushed(): void {
    this.#nextFlushAt = this.#clock.now() + FLUSH_SPACING_MS;
  }

  /** Requests were made beside those of a flush. */
  spent(requests: number): void {
    this.#nextFlushAt = Math.max(this.#nextFlushAt, this.#clock.now()) + requests * REQUEST_MS;
  }

  /** Lets changes gather. */
  gather(ms: number): Promise<void> {
    return this.rest(Math.max(ms, this.#nextFlushAt - this.#clock.now()), { canBeCut: true });
  }

  async waitForTurn(): Promise<void> {
    const ms = this.#nextWriteAt - this.#clock.now();
    if (ms > 0) await this.#clock.sleep(ms, this.#step.signal);
    this.#nextWriteAt = this.#clock.now() + WRITE_SPACING_MS;
  }

  async rest(ms: number, { canBeCut }: { canBeCut: boolean }): Promise<void> {
    this.newStep();
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
