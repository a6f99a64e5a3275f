import { type Cell, cellHash, HASH, NOT_OURS } from '../cell.js';

const EMPTY = cellHash('');

/**
 * What was written while rows or columns moved, or by a request of which nobody knows what became: it may stand anywhere,
 * until the whole tab was looked through. Kept as hashes.
 */
export class Strays {
  readonly #hashes = new Set<string>();

  get any(): boolean {
    return this.#hashes.size > 0;
  }

  /** An empty cell is one where something was emptied. */
  has(hash: string): boolean {
    return this.#hashes.has(hash);
  }

  /** @param rows each a hash a column */
  addRows(rows: readonly string[]): void {
    for (const hashes of rows)
      for (let at = 0; at < hashes.length; at += HASH) this.#hashes.add(hashes.slice(at, at + HASH));
    this.#hashes.delete(NOT_OURS);
  }

  add(cells: Iterable<Cell>): void {
    for (const cell of cells) this.#hashes.add(cell === '' ? EMPTY : cellHash(cell));
  }

  addAll(other: Strays): void {
    for (const hash of other.#hashes) this.#hashes.add(hash);
  }

  clear(): void {
    this.#hashes.clear();
  }
}
