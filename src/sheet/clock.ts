import { setTimeout as wait } from 'node:timers/promises';

/** Time and chance, so that tests need neither. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1, 1 excluded. */
  random(): number;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
  random: () => Math.random(),
};

/** Quotas refill each minute. */
const LONGEST_MS = 64_000;
/** After so many failures it is no burst: an outage of hours must be made up for within a minute of its end. */
const OUTAGE_ATTEMPTS = 12;
const OUTAGE_MS = 40_000;

/**
 * How long to wait before another try: exponential with full jitter ("Exponential Backoff and Jitter", AWS Architecture
 * Blog, 2015), and never less than the server asked for.
 * @param attempt failures in a row before this one
 */
export function backoffMs(attempt: number, clock: Clock, retryAfterMs = 0): number {
  const longest = attempt < OUTAGE_ATTEMPTS ? LONGEST_MS : OUTAGE_MS;
  return Math.max(retryAfterMs, clock.random() * Math.min(longest, 1000 * 2 ** attempt));
}
