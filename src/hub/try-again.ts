import { setTimeout as pause } from 'node:timers/promises';
import { HubFailure } from './hub-failure.js';

/** ms to wait after so many failures in a row; `retryAfter` is what the hub asks for, in ms. */
export type RetryDelay = (failures: number, retryAfter: number | undefined) => number;

const LONGEST_BACKOFF = 30_000;
const LONGEST_RETRY_AFTER = 120_000;

/** 1, 2, 4 … 30 s, of which the second half is left to chance, so that a team's machines do not come back at once. */
export const backoff: RetryDelay = (failures, retryAfter = 0) => {
  const step = Math.min(LONGEST_BACKOFF, 1000 * 2 ** (failures - 1));
  return Math.max(step * (0.5 + Math.random() / 2), Math.min(retryAfter, LONGEST_RETRY_AFTER));
};

/**
 * Tries until it works, at most `tries` times without progress: p-retry counts attempts, and a large file over a bad
 * line takes many that each bring it further. Only failures of the hub that may pass are tried again.
 * @param progressed whether the attempt that just failed came further than any before
 * @throws the last error; the signal's reason
 */
export async function tryAgain<T>(
  attempt: () => Promise<T>,
  {
    tries,
    retryDelay,
    signal,
    log,
    progressed = () => Promise.resolve(false),
  }: {
    tries: number;
    retryDelay: RetryDelay;
    signal: AbortSignal;
    log: (line: string) => void;
    progressed?: () => Promise<boolean>;
  },
): Promise<T> {
  for (let failures = 0; ;) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof HubFailure && error.away)) throw error;
      failures = (await progressed()) ? 0 : failures + 1;
      if (failures >= tries) throw error;
      const wait = retryDelay(Math.max(1, failures), error.retryAfter);
      log(`${error.message}; trying again in ${(wait / 1000).toFixed(1)} s`);
      await pause(wait, undefined, { signal });
    }
  }
}
