import type { PracticeClock } from './clock.js';

/** Discord's epoch, 2015-01-01, and the 22 bits below the time (Discord reference, "Snowflakes"). */
const EPOCH = 1_420_070_400_000n;
const LOW_BITS = 22n;

export type Snowflakes = {
  /** A new id, larger than every earlier one, also across restarts and when the clock steps back. */
  next(): string;
  /** The last id given out, to be stored. */
  last(): string;
};

/** Ids as Discord makes them: time in the high bits, always increasing. `last` is where an earlier life stopped. */
export function createSnowflakes(clock: PracticeClock, last = '0'): Snowflakes {
  let latest = BigInt(last);
  return {
    next() {
      const fromTime = (BigInt(clock.now()) - EPOCH) << LOW_BITS;
      latest = fromTime > latest ? fromTime : latest + 1n;
      return latest.toString();
    },
    last: () => latest.toString(),
  };
}

/** When an id was made, in milliseconds since 1970. */
export function snowflakeTime(id: string): number {
  return Number((BigInt(id) >> LOW_BITS) + EPOCH);
}

/** Orders ids by age; ids may differ in length, so strings do not compare. */
export function compareSnowflakes(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

export const isSnowflake = (text: string): boolean => /^\d{15,20}$/.test(text);
