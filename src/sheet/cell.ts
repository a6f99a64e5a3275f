export type Cell = string | number | boolean;

/** Characters in a cell; Google refuses a whole request for one longer text. */
const LONGEST_TEXT = 50_000;

/** A text as a cell can hold it: Google keeps line feeds alone, and no more than 50,000 characters. */
export function textCell(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, '\n');
  if (lines.length <= LONGEST_TEXT) return lines;
  // A pair of surrogates that is cut in two would be no character at all.
  return `${lines.slice(0, LONGEST_TEXT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** What a request gave for a cell. Empty cells at the end of a row are left out. */
export const cellOf = (value: unknown): Cell =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : '';

export const cellText = (value: unknown): string => String(cellOf(value)).trim();

/** Length of a hash. */
export const HASH = 7;
/** In the place of a hash, for a cell that Labmate leaves to people. */
export const NOT_OURS = '.'.repeat(HASH);
const EMPTY = '0'.repeat(HASH);

/**
 * A cell's content in seven characters (FNV-1a, 32 bits): enough to see that a person changed it, and small enough to
 * keep for every cell of 10,000 rows. Text and number differ: `3` is not `"3"`.
 */
export function cellHash(cell: Cell): string {
  if (cell === '') return EMPTY;
  const text = `${typeof cell}:${cell}`;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(HASH, '0');
}
