/**
 * xoshiro128** 1.1 (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators"): fast enough for the
 * millions of draws of a bootstrap, with a period of 2^128 - 1. The same seed draws the same everywhere.
 */
export class SeededRandom {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    const next = mixer(seed);
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next();
  }

  /** A whole number from 0 to 2^32 - 1. */
  uint32(): number {
    const scrambled = Math.imul(this.#b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** From 0 to `count` - 1. Chances differ by at most `count` / 2^32, far below what any resample could show. */
  index(count: number): number {
    return Math.floor((this.uint32() / 2 ** 32) * count);
  }

  /** Puts the values in random order, in place (Fisher and Yates). */
  shuffle<T>(values: { [at: number]: T; length: number }): void {
    for (let i = values.length - 1; i > 0; i -= 1) {
      const j = this.index(i + 1);
      const held = values[i] as T;
      values[i] = values[j] as T;
      values[j] = held;
    }
  }
}

/** Fills the state from one number (a Weyl sequence through MurmurHash3's finaliser): neighbouring seeds share nothing. */
function mixer(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
}
