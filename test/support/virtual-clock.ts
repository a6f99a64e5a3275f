import type { BoardClock } from '../../src/chat/board-clock.js';

type Timer = { at: number; work: () => Promise<void> };

/** A clock that moves only when told, and waits for the work that falls due on the way. */
export class VirtualClock implements BoardClock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(start = Date.parse('2026-11-01T09:00:00Z')) {
    this.#now = start;
  }

  now = (): number => this.#now;

  after(ms: number, work: () => Promise<void>): () => void {
    const timer = { at: this.#now + ms, work };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Goes on to a time (ms since 1970), by way of every timer that is due until then. */
  async goOnTo(time: number): Promise<void> {
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= time).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      await next.work();
    }
    this.#now = Math.max(this.#now, time);
  }
}
