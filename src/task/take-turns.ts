import { setImmediate } from 'node:timers/promises';

/** How long one turn may last, ms: far from the 3 s that Discord waits, even for a process with many of these loops. */
const TURN = 10;

/**
 * For loops over all lines of a data set in the bot's process: whoever awaits the returned function now and then lets
 * the others have their turn, once its own is over.
 */
export function takeTurns(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < TURN) return;
    await setImmediate();
    began = performance.now();
  };
}
