import { PickleError } from './pickle-error.js';
import type { PickleValue } from './pickle-value.js';

/** Python's pickler numbers values from 0 on, and nothing here has so many of them. */
const MAX_INDEX = 1_000_000;

/** Values of a pickle that it stores to use them again. */
export class PickleMemo {
  readonly #values: PickleValue[] = [];
  /** Number of places that were filled, which MEMOIZE takes for the next index. */
  #size = 0;

  put(index: number, value: PickleValue): void {
    if (index >= MAX_INDEX) throw new PickleError('its pickle stores more values than any checkpoint');
    if (this.#values[index] === undefined) this.#size++;
    this.#values[index] = value;
  }

  add(value: PickleValue): void {
    this.put(this.#size, value);
  }

  get(index: number): PickleValue {
    const value = this.#values[index];
    if (value === undefined) throw new PickleError('its pickle asks for a value that it did not store');
    return value;
  }
}
