/** The one source of time in the practice guild, so that its limits (3 s, 15 min, 1 h) need no waiting in tests. */
export type PracticeClock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `fn` once, `ms` milliseconds from now; returns a function that calls it off. */
  after(ms: number, fn: () => void): () => void;
};

/** The machine's clock. Its timers never keep the process alive. */
export const systemClock: PracticeClock = {
  now: () => Date.now(),
  after(ms, fn) {
    const timer = setTimeout(fn, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
