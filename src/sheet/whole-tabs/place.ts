import type { Language } from '../../texts/language.js';
import { cellOf, cellText } from '../cell.js';
import { HEADER_SEARCH_ROWS } from '../runs-tab/layout.js';
import type { Rows } from '../google/book.js';
import type { Table, TabColumn } from './table.js';

/** Where a table stands in its tab. Rows and columns count from 0. */
export type Place = {
  headerRow: number;
  /** By the table's columns. */
  at: readonly number[];
  /** Columns whose header is not there: the place is where it goes. */
  lacking: ReadonlySet<number>;
};

/** So many headers of a table's make its header; a person's own tab has one or two of them by chance. */
const ENOUGH_HEADERS = 3;

/** Where the header reads as the table's, in any language; of equal headers the leftmost counts. */
function findHeader(rows: Rows, columns: readonly TabColumn[]): { row: number; at: number[] } | undefined {
  for (const [row, cells] of rows.slice(0, HEADER_SEARCH_ROWS).entries()) {
    const texts = cells.map(cellText);
    const at = columns.map(({ headers }) => texts.findIndex((text) => Object.values(headers).includes(text)));
    if (at.filter((column) => column >= 0).length >= ENOUGH_HEADERS) return { row, at };
  }
  return undefined;
}

/** Whether the tab holds this table, whatever else is in it. */
export const holdsTable = (rows: Rows, { columns }: Table): boolean =>
  findHeader(rows, columns) !== undefined;

/**
 * Columns are found by their headers, so that people may move them and add their own; one that is not there (deleted, or
 * renamed) goes to the right of all others. Without a header the table begins at the tab's first cell.
 */
export function placeTable(rows: Rows, { columns }: Table): Place {
  const header = findHeader(rows, columns);
  if (!header) return { headerRow: 0, at: [...columns.keys()], lacking: new Set(columns.keys()) };
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const lacking = [...columns.keys()].filter((column) => (header.at[column] ?? -1) < 0);
  const at = header.at.map((place, column) => (place < 0 ? width + lacking.indexOf(column) : place));
  return { headerRow: header.row, at, lacking: new Set(lacking) };
}

/** Whether the tab says what the table does, header included, and nothing below it. */
export function says(
  rows: Rows,
  table: Table,
  { headerRow, at, lacking }: Place,
  language: Language,
): boolean {
  if (lacking.size > 0) return false;
  const isHeader = ({ headers }: TabColumn, column: number) =>
    cellText(rows[headerRow]?.[at[column] ?? -1]) === headers[language];
  if (!table.columns.every(isHeader)) return false;
  const height = Math.max(table.rows.length, rows.length - headerRow - 1);
  for (let row = 0; row < height; row++)
    for (const [column, place] of at.entries()) {
      if (row === table.stamp?.row && column === table.stamp.column) continue;
      if (cellOf(rows[headerRow + 1 + row]?.[place]) !== (table.rows[row]?.[column] ?? '')) return false;
    }
  return true;
}
