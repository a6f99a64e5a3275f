import type { SheetSpan } from '../sheet-protocol.js';

/** Rows and columns from one to another, both included. */
export type Block = { top: number; left: number; bottom: number; right: number };

export const covers = (span: SheetSpan, row: number, column: number): boolean =>
  touches(span, { top: row, bottom: row, left: column, right: column });

export const touches = (
  { startRowIndex = 0, endRowIndex = Infinity, startColumnIndex = 0, endColumnIndex = Infinity }: SheetSpan,
  { top, left, bottom, right }: Block,
): boolean =>
  top < endRowIndex && bottom >= startRowIndex && left < endColumnIndex && right >= startColumnIndex;
