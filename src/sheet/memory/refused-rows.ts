import type { MemoryData } from './memory-data.js';

/** Rows that Google does not take, as they are: each is tried again when its run changes. */
export class RefusedRows {
  readonly #data: MemoryData;

  /** @param data keeps them */
  constructor(data: MemoryData) {
    this.#data = data;
  }

  /**
   * @param hashes of what the row should say
   * @returns whether this run's row was not refused before
   */
  add(id: string, hashes: string, why: string): boolean {
    const isNew = this.#data.refused[id] === undefined;
    this.#data.refused[id] = { hashes, why };
    return isNew;
  }

  has(id: string, hashes: string): boolean {
    return this.#data.refused[id]?.hashes === hashes;
  }

  delete(id: string): void {
    delete this.#data.refused[id];
  }

  clear(): void {
    this.#data.refused = {};
  }

  /** By number of the run. */
  list(): { run: string; why: string }[] {
    return Object.entries(this.#data.refused)
      .map(([run, { why }]) => ({ run, why }))
      .sort((a, b) => Number(a.run) - Number(b.run));
  }
}
