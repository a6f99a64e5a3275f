import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import type { Texts } from '../../texts/texts.js';
import type { Cell } from '../cell.js';
import type { Grid } from '../google/book.js';
import type { Place } from './place.js';
import { newColumnsLook, newTabLook } from './tab-look.js';
import type { Table } from './table.js';

type Request = sheets_v4.Schema$Request;

/**
 * Makes a tab say what a table does, all at once or not at all: room, headers and looks that are missing, and all of the
 * table's columns from the header down to the end of the tab, so that rows that went away are cleared. Other columns are
 * not touched. Texts stay texts, whatever they look like.
 */
export function writeTable(grid: Grid, table: Table, place: Place, texts: Texts): Request[] {
  const { sheetId } = grid;
  const { headerRow, at } = place;
  const [rows, columns] = [headerRow + 1 + Math.max(1, table.rows.length), Math.max(...at) + 1];
  const height = Math.max(grid.rows, rows);
  const grow = (dimension: 'ROWS' | 'COLUMNS', length: number): Request[] =>
    length > 0 ? [{ appendDimension: { sheetId, dimension, length } }] : [];
  const isNew = place.lacking.size === at.length;
  const headers = table.columns.map(({ headers }) => headers[texts.language]);
  return [
    ...grow('ROWS', rows - grid.rows),
    ...grow('COLUMNS', columns - grid.columns),
    ...(isNew ? newTabLook(sheetId, table, texts) : []),
    ...newColumnsLook(sheetId, table, place, texts),
    ...stretches(at).flatMap(({ left, columns }): Request[] => {
      const area = { sheetId, startColumnIndex: left, endColumnIndex: left + columns.length };
      return [
        {
          updateCells: {
            range: { ...area, startRowIndex: headerRow, endRowIndex: headerRow + 1 },
            rows: [{ values: columns.map((column) => header(headers[column] ?? '')) }],
            fields: 'userEnteredValue,userEnteredFormat.textFormat.bold',
          },
        },
        {
          updateCells: {
            range: { ...area, startRowIndex: headerRow + 1, endRowIndex: height },
            rows: table.rows.map((row) => ({ values: columns.map((column) => cellData(row[column] ?? '')) })),
            fields: 'userEnteredValue',
          },
        },
      ];
    }),
  ];
}

/** A new tab, as large as the table and some more. */
export function makeTab({ sheetId, title, rows, columns }: Grid): Request {
  const gridProperties = { rowCount: rows, columnCount: columns };
  return { addSheet: { properties: { sheetId, title, gridProperties } } };
}

/** Columns that stand side by side in the sheet are written as one block. */
function stretches(at: readonly number[]): { left: number; columns: number[] }[] {
  const found: { left: number; columns: number[] }[] = [];
  for (const [place, column] of [...at.entries()]
    .map(([column, place]) => [place, column] as const)
    .sort(byPlace)) {
    const last = found.at(-1);
    if (last && place === last.left + last.columns.length) last.columns.push(column);
    else found.push({ left: place, columns: [column] });
  }
  return found;
}

const byPlace = ([a]: readonly [number, number], [b]: readonly [number, number]): number => a - b;

const header = (stringValue: string): sheets_v4.Schema$CellData => ({
  userEnteredValue: { stringValue },
  userEnteredFormat: { textFormat: { bold: true } },
});

function cellData(cell: Cell): sheets_v4.Schema$CellData {
  if (cell === '') return {};
  if (typeof cell === 'string') return { userEnteredValue: { stringValue: cell } };
  return { userEnteredValue: typeof cell === 'number' ? { numberValue: cell } : { boolValue: cell } };
}
