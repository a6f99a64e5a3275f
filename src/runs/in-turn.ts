/** Work under the same key is done one after the other, in the order in which it came; other keys do not wait. */
export class InTurn {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Resolves or rejects as the work does, whatever became of the work before it. */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    }
  }
}
