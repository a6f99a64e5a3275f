import type { Cell } from '../cell.js';

/**
 * A text that a spreadsheet would calculate gets an apostrophe before it (OWASP, "CSV Injection"); one that begins with
 * apostrophes and goes on like that, one more, so that an import knows which to take away. Numbers stay numbers.
 */
export const formulaSafe = (cell: Cell): Cell =>
  typeof cell === 'string' && /^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
