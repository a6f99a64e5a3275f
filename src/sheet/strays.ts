import { type Cell, cellHash, HASH, NOT_OURS } from './cell.js';

/** Hashes of what was written while rows or columns moved: it may stand anywhere. */
export class Strays {
  readonly #hashes = new Set<string>();

  get any(): boolean {
    return this.#hashes.size > 0;
  }

  has(hash: string): boolean {
    return this.#hashes.has(hash);
  }

  /** @param rows each a hash a column */
  addRows(rows: readonly string[]): void {
    for (const hashes of rows)
      for (let at = 0; at < hashes.length; at += HASH) this.#hashes.add(hashes.slice(at, at + HASH));
    this.#hashes.delete(NOT_OURS);
    this.#hashes.delete(cellHash(''));
  }

  add(cells: readonly Cell[]): void {
    for (const cell of cells) if (cell !== '') this.#hashes.add(cellHash(cell));
  }

  addAll(other: Strays): void {
    for (const hash of other.#hashes) this.#hashes.add(hash);
  }

  clear(): void {
    this.#hashes.clear();
  }
}
