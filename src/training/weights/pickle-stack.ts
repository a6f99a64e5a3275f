import { PickleError } from './pickle-error.js';
import type { PickleValue } from './pickle-value.js';

const MARK = Symbol('mark');

/** Python's pickler never has more than a few thousand values waiting: it closes lists every 1000 items. */
const MAX_DEPTH = 20_000;

/** The stack of a pickle machine, with its marks. */
export class PickleStack {
  readonly #items: (PickleValue | typeof MARK)[] = [];

  push(value: PickleValue): void {
    this.#push(value);
  }

  mark(): void {
    this.#push(MARK);
  }

  pop(): PickleValue {
    const value = this.#items.pop();
    if (value === undefined || value === MARK)
      throw new PickleError('its pickle takes a value that is not there');
    return value;
  }

  top(): PickleValue {
    const value = this.pop();
    this.#items.push(value);
    return value;
  }

  /** The last `count` values, the oldest first. */
  popMany(count: number): PickleValue[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  /** All values above the last mark, the oldest first, and the mark. */
  popToMark(): PickleValue[] {
    const values: PickleValue[] = [];
    for (;;) {
      const value = this.#items.pop();
      if (value === undefined) throw new PickleError('its pickle ends a list that was not begun');
      if (value === MARK) return values.reverse();
      values.push(value);
    }
  }

  #push(item: PickleValue | typeof MARK): void {
    if (this.#items.length >= MAX_DEPTH) throw new PickleError('its pickle is nested too deeply');
    this.#items.push(item);
  }
}
