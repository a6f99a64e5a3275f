type Rows = readonly (readonly number[])[];

/** Means of logits that come one model after the other, example by example. */
export class MeanLogits {
  readonly #sums: number[][];
  readonly #counts: number[];

  constructor(examples: number, labels: number) {
    this.#sums = Array.from({ length: examples }, () => new Array<number>(labels).fill(0));
    this.#counts = new Array<number>(examples).fill(0);
  }

  /** @param rows which examples these are; all of them where left out */
  add(logits: Rows, rows?: readonly number[]): void {
    for (const [at, values] of logits.entries()) {
      const row = rows?.[at] ?? at;
      this.#counts[row] = (this.#counts[row] ?? 0) + 1;
      this.#sums[row] = values.map((value, label) => (this.#sums[row]?.[label] ?? 0) + value);
    }
  }

  /** [examples, labels]; what only one model scored is its own. */
  logits(): number[][] {
    return this.#sums.map((row, at) => row.map((sum) => sum / (this.#counts[at] ?? 1)));
  }
}
