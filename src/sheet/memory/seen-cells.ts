import type { MemoryData } from './memory-data.js';

/** What people typed and Labmate dealt with, by run and column. */
export class SeenCells {
  readonly #data: MemoryData;

  /** @param data keeps them */
  constructor(data: MemoryData) {
    this.#data = data;
  }

  /** What was done with a cell that people typed into: taken, refused, or nothing yet. */
  of(id: string, key: string, hash: string): 'taken' | 'refused' | undefined {
    const seen = this.#data.seen[`${id} ${key}`];
    return seen?.hash !== hash ? undefined : seen.taken ? 'taken' : 'refused';
  }

  has(id: string, key: string): boolean {
    return this.#data.seen[`${id} ${key}`] !== undefined;
  }

  set(id: string, key: string, hash: string, taken: boolean): void {
    this.#data.seen[`${id} ${key}`] = { hash, taken };
  }

  /** The column is not in the sheet any more: that its cells are empty later says nothing. */
  forget(key: string): void {
    for (const name of Object.keys(this.#data.seen))
      if (name.endsWith(` ${key}`)) delete this.#data.seen[name];
  }
}
