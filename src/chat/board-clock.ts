/** The board's time, so that hours of training need no waiting in tests. */
export type BoardClock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Does the work `ms` milliseconds from now; returns a function that calls it off. */
  after(ms: number, work: () => Promise<void>): () => void;
};

/** The machine's clock. */
export const systemBoardClock: BoardClock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(() => void work(), ms);
    return () => clearTimeout(timer);
  },
};
