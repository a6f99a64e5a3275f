import { RUN_HEADER } from './columns.js';

/** People put titles and notes above the table; further down the header is not looked for. */
export const HEADER_SEARCH_ROWS = 10;

/** Where the table stands in the tab as people left it. Rows and columns count from 0. */
export type Layout = {
  headerRow: number;
  columnOf: ReadonlyMap<string, number>;
  /** Columns up to the last header, people's included. */
  width: number;
};

/**
 * Finds the header: the first of the tab's first rows that has the run column and one more of ours. Of equal headers
 * the leftmost counts.
 * @param topRows the tab's first rows
 */
export function findLayout(
  topRows: readonly (readonly unknown[])[],
  headers: readonly string[],
): Layout | undefined {
  const known = new Set(headers);
  for (const [headerRow, row] of topRows.entries()) {
    const columnOf = new Map<string, number>();
    for (const [column, cell] of row.entries()) {
      const header = cellText(cell);
      if (known.has(header) && !columnOf.has(header)) columnOf.set(header, column);
    }
    if (columnOf.has(RUN_HEADER) && columnOf.size > 1) return { headerRow, columnOf, width: row.length };
  }
  return undefined;
}

/** Row of each run number; of a row that people copied, the upper one is the run's. */
export function findRows(runColumn: readonly (readonly unknown[])[], headerRow: number): Map<string, number> {
  const rowOf = new Map<string, number>();
  for (const [row, [cell]] of runColumn.entries()) {
    const id = cellText(cell);
    if (row > headerRow && id !== '' && !rowOf.has(id)) rowOf.set(id, row);
  }
  return rowOf;
}

export function isEmpty(rows: readonly (readonly unknown[])[]): boolean {
  return rows.every((row) => row.every((cell) => cellText(cell) === ''));
}

function cellText(cell: unknown): string {
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim() : '';
}
