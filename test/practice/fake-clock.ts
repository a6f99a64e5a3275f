import type { PracticeClock } from '../../src/practice/clock.js';

export type FakeClock = PracticeClock & { advance(ms: number): void };

/** A clock that moves only when told; timers that fall due fire in order. */
export function createFakeClock(start = Date.parse('2026-11-01T09:00:00Z')): FakeClock {
  let now = start;
  let timers: { at: number; fn: () => void }[] = [];
  return {
    now: () => now,
    after(ms, fn) {
      const timer = { at: now + ms, fn };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    advance(ms) {
      now += ms;
      const due = timers.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
      timers = timers.filter(({ at }) => at > now);
      for (const { fn } of due) fn();
    },
  };
}
