import { z } from 'zod';
import { closed, formatA1, outsideGrid, parseA1, type A1Range, type GridRange } from './a1.js';
import { GoogleError } from './google-error.js';
import { checkProtection } from './protection.js';
import { userEntered } from './user-entered.js';
import { cellAt, cellSchema, setCell, trimmed, type Cell, type Spreadsheet } from './workbook.js';

export const renderSchema = z
  .enum(['FORMATTED_VALUE', 'UNFORMATTED_VALUE', 'FORMULA'])
  .default('FORMATTED_VALUE');
export const inputSchema = z.enum(['RAW', 'USER_ENTERED']);
export const dimensionSchema = z.enum(['ROWS', 'COLUMNS']).default('ROWS');

export type Render = z.infer<typeof renderSchema>;
export type Input = z.infer<typeof inputSchema>;
export type Dimension = z.infer<typeof dimensionSchema>;

/** The part of Google's ValueRange that clients send. */
export const valueRangeSchema = z.object({
  range: z.string().optional(),
  majorDimension: dimensionSchema,
  values: z.array(z.array(cellSchema)).default([]),
});
export type ValueRange = z.infer<typeof valueRangeSchema>;

export type UpdateResponse = {
  spreadsheetId: string;
  updatedRange: string;
  updatedRows: number;
  updatedColumns: number;
  updatedCells: number;
};

/** FORMATTED_VALUE sends what a person sees, so numbers come as strings: Google's default, and a known trap. */
export function rendered(cell: Cell, render: Render): string | number | boolean {
  if (cell === null) return '';
  if (render !== 'FORMATTED_VALUE' || typeof cell === 'string') return cell;
  return typeof cell === 'boolean' ? (cell ? 'TRUE' : 'FALSE') : String(cell);
}

const transposed = (rows: readonly (readonly Cell[])[]): Cell[][] =>
  Array.from({ length: Math.max(0, ...rows.map((cells) => cells.length)) }, (_, column) =>
    rows.map((cells) => cells[column] ?? null),
  );

/** The cells of a range, row by row, empty ones as null. */
export function cellsOf(range: GridRange): Cell[][] {
  return range.tab.rows
    .slice(range.startRow, range.endRow)
    .map((cells) => cells.slice(range.startColumn, range.endColumn));
}

/** values.get. `values` is left out when everything is empty, as on Google. Throws GoogleError 400. */
export function readValues(spreadsheet: Spreadsheet, a1: string, render: Render, dimension: Dimension) {
  const range = closed(parseA1(spreadsheet, a1));
  const cells = cellsOf(range);
  const lines = trimmed(dimension === 'ROWS' ? cells : transposed(cells));
  return {
    range: formatA1(range),
    majorDimension: dimension,
    ...(lines.length > 0 && {
      values: lines.map((line) => line.map((cell) => rendered(cell, render))),
    }),
  };
}

/** Where `rows` land when they are written at `range`. Throws GoogleError 400 where they do not fit. */
function target(a1: string, range: A1Range, rows: readonly (readonly Cell[])[]): GridRange {
  const width = Math.max(1, ...rows.map((cells) => cells.length));
  const area = {
    ...range,
    endRow: range.startRow + Math.max(1, rows.length),
    endColumn: range.startColumn + width,
  };
  const single = range.endRow === range.startRow + 1 && range.endColumn === range.startColumn + 1;
  if (!single) {
    const over =
      range.endRow !== null && area.endRow > range.endRow
        ? `row [${range.endRow + 1}]`
        : range.endColumn !== null && area.endColumn > range.endColumn
          ? `column [${range.endColumn + 1}]`
          : undefined;
    if (over) {
      throw new GoogleError(400, `Requested writing within range [${a1}], but tried writing to ${over}`);
    }
  }
  if (area.endRow > range.tab.rowCount || area.endColumn > range.tab.columnCount) throw outsideGrid(area);
  return area;
}

/** values.update. A null leaves the cell as it is, an empty string clears it. Throws GoogleError 400. */
export function writeValues(
  spreadsheet: Spreadsheet,
  a1: string,
  body: ValueRange,
  input: Input,
): UpdateResponse {
  const rows = body.majorDimension === 'ROWS' ? body.values : transposed(body.values);
  const area = target(a1, parseA1(spreadsheet, a1), rows);
  checkProtection(area.tab, area);
  let written = 0;
  rows.forEach((cells, r) =>
    cells.forEach((value, c) => {
      if (value === null) return;
      const entered = input === 'USER_ENTERED' && typeof value === 'string' ? userEntered(value) : value;
      setCell(area.tab, area.startRow + r, area.startColumn + c, entered);
      written += 1;
    }),
  );
  return {
    spreadsheetId: spreadsheet.spreadsheetId,
    updatedRange: formatA1(area),
    updatedRows: rows.length,
    updatedColumns: area.endColumn - area.startColumn,
    updatedCells: written,
  };
}

/** values.clear: the range that was emptied. Throws GoogleError 400. */
export function clearValues(spreadsheet: Spreadsheet, a1: string): string {
  const range = closed(parseA1(spreadsheet, a1));
  checkProtection(range.tab, range);
  for (const cells of range.tab.rows.slice(range.startRow, range.endRow)) {
    for (let c = range.startColumn; c < Math.min(range.endColumn, cells.length); c += 1) cells[c] = null;
  }
  return formatA1(range);
}

/** True when any cell of the row within the columns is filled. */
export const rowHasData = (range: GridRange, row: number): boolean => {
  for (let c = range.startColumn; c < range.endColumn; c += 1) {
    if (cellAt(range.tab, row, c) !== null) return true;
  }
  return false;
};
