import { cellText } from '../cell.js';
import { type Column, RUN_KEY } from './columns.js';

/** People put titles and notes above the table; further down the header is not looked for. */
export const HEADER_SEARCH_ROWS = 10;
/** Without the run column, this many of ours make a header all the same. */
const ENOUGH_HEADERS = 4;

/** Where the table stands in the tab as people left it. Rows and columns count from 0. */
export type Layout = {
  headerRow: number;
  /** By the column's key. */
  columnOf: ReadonlyMap<string, number>;
  /** The header row as it reads, people's headers included. */
  headers: readonly string[];
};

/** Which key a header means, in any language. */
export const keysByHeader = (columns: readonly Column[]): ReadonlyMap<string, string> =>
  new Map(columns.flatMap(({ key, headers }) => Object.values(headers).map((header) => [header, key])));

/**
 * Finds the header: the first of the tab's first rows that has the run column and one more of ours, or several of ours
 * where people took the run column away. Of equal headers the leftmost counts.
 * @param topRows the tab's first rows
 */
export function findLayout(
  topRows: readonly (readonly unknown[])[],
  keyOf: ReadonlyMap<string, string>,
): Layout | undefined {
  for (const [headerRow, row] of topRows.slice(0, HEADER_SEARCH_ROWS).entries()) {
    const headers = row.map(cellText);
    const columnOf = new Map<string, number>();
    for (const [column, header] of headers.entries()) {
      const key = keyOf.get(header);
      if (key !== undefined && !columnOf.has(key)) columnOf.set(key, column);
    }
    if (columnOf.size >= (columnOf.has(RUN_KEY) ? 2 : ENOUGH_HEADERS))
      return { headerRow, columnOf, headers };
  }
  return undefined;
}

/** Whether the table still stands as it did: what was written by places of the one is right in the other. */
export const isSameLayout = (a: Layout, b: Layout | undefined): boolean =>
  b !== undefined &&
  a.headerRow === b.headerRow &&
  a.headers.length === b.headers.length &&
  a.headers.every((header, at) => header === b.headers[at]);

/** Row of each run number; of a row that people copied, the upper one is the run's. */
export function findRows(runColumn: readonly unknown[], headerRow: number): Map<string, number> {
  const rowOf = new Map<string, number>();
  for (const [row, cell] of runColumn.entries()) {
    const id = cellText(cell);
    if (row > headerRow && id !== '' && !rowOf.has(id)) rowOf.set(id, row);
  }
  return rowOf;
}

export function isEmpty(rows: readonly (readonly unknown[])[]): boolean {
  return rows.every((row) => row.every((cell) => cellText(cell) === ''));
}
