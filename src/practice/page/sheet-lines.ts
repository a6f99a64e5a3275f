/** A row or column that is shown: which one, and where in its band it stands. Pixels. */
export type Line = { index: number; start: number; size: number };
export type Band = { lines: readonly Line[]; length: number };

/** Lines one after the other, as far as they are shown. */
export function band(from: number, to: number, sizeOf: (index: number) => number): Band {
  const lines: Line[] = [];
  let start = 0;
  for (let index = from; index < to; index += 1) {
    const size = sizeOf(index);
    if (size <= 0) continue;
    lines.push({ index, start, size });
    start += size;
  }
  return { lines, length: start };
}

/** Position in `lines` of the first one that ends after a place (`end`), or whose index is at least that. */
function search(lines: readonly Line[], isPast: (line: Line) => boolean): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const line = lines[middle];
    if (line && !isPast(line)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The lines within `from` to `to`, with some before and after them. Both ends go in steps, so that the same stretch
 * stands while one scrolls a little.
 */
export function windowOf({ lines }: Band, from: number, to: number, step: number): [number, number] {
  const first = search(lines, ({ start, size }) => start + size > from);
  const last = search(lines, ({ start }) => start >= to);
  return [
    Math.max(0, (Math.floor(first / step) - 1) * step),
    Math.min(lines.length, (Math.ceil(last / step) + 1) * step),
  ];
}

/** Where the lines from one index to another, both included, stand; undefined where none of them is shown. */
export function stretch(
  { lines }: Band,
  from: number,
  to: number,
): { start: number; size: number } | undefined {
  const first = lines[search(lines, ({ index }) => index >= from)];
  const last = lines[search(lines, ({ index }) => index > to) - 1];
  if (!first || !last || first.index > to || last.index < from) return undefined;
  return { start: first.start, size: last.start + last.size - first.start };
}

/** The shown line that is `by` lines away; where the line itself is hidden, from the next one on. */
export function neighbour(shown: readonly number[], index: number, by: number): number {
  let [low, high] = [0, shown.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shown[middle] ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  return shown[Math.max(0, Math.min(shown.length - 1, low + by))] ?? index;
}
