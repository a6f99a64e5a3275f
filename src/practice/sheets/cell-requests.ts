import { z } from 'zod';
import { addFormat, formatSchema } from './cell-format.js';
import { GoogleError } from './google-error.js';
import { checkProtection } from './protection.js';
import { cellAt, resize, setCell, setNote, type Cell, type Spreadsheet, type Tab } from './workbook.js';

export const gridRangeSchema = z.object({
  sheetId: z.number().int().default(0),
  startRowIndex: z.number().int().min(0).default(0),
  endRowIndex: z.number().int().min(0).optional(),
  startColumnIndex: z.number().int().min(0).default(0),
  endColumnIndex: z.number().int().min(0).optional(),
});

const extendedValue = z.object({
  stringValue: z.string().optional(),
  numberValue: z.number().optional(),
  boolValue: z.boolean().optional(),
  formulaValue: z.string().optional(),
});
const cellData = z.object({
  userEnteredValue: extendedValue.optional(),
  note: z.string().optional(),
  userEnteredFormat: formatSchema.optional(),
});
const rowData = z.object({ values: z.array(cellData).default([]) });

export const updateCellsSchema = z.object({
  rows: z.array(rowData).default([]),
  fields: z.string(),
  start: z
    .object({
      sheetId: z.number().int().default(0),
      rowIndex: z.number().int().default(0),
      columnIndex: z.number().int().default(0),
    })
    .optional(),
  range: gridRangeSchema.optional(),
});

export const appendCellsSchema = z.object({
  sheetId: z.number().int().default(0),
  rows: z.array(rowData).default([]),
  fields: z.string(),
});

export const repeatCellSchema = z.object({
  range: gridRangeSchema,
  cell: cellData.default({}),
  fields: z.string(),
});

export const sortRangeSchema = z.object({
  range: gridRangeSchema,
  sortSpecs: z.array(
    z.object({
      dimensionIndex: z.number().int().default(0),
      sortOrder: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING'),
    }),
  ),
});

/** Throws Google's 400 for a tab id that does not exist. */
export function tabById(spreadsheet: Spreadsheet, sheetId: number): Tab {
  const tab = spreadsheet.tabs.find((candidate) => candidate.sheetId === sheetId);
  if (!tab) throw new GoogleError(400, `No grid with id: ${sheetId}`);
  return tab;
}

type Area = { tab: Tab; startRow: number; endRow: number; startColumn: number; endColumn: number };

function areaOf(spreadsheet: Spreadsheet, range: z.infer<typeof gridRangeSchema>): Area {
  const tab = tabById(spreadsheet, range.sheetId);
  const area = {
    tab,
    startRow: range.startRowIndex,
    endRow: range.endRowIndex ?? tab.rowCount,
    startColumn: range.startColumnIndex,
    endColumn: range.endColumnIndex ?? tab.columnCount,
  };
  if (area.endRow > tab.rowCount || area.endColumn > tab.columnCount) {
    throw new GoogleError(
      400,
      `range exceeds grid limits. Max rows: ${tab.rowCount}, max columns: ${tab.columnCount}`,
    );
  }
  return area;
}

const writesNotes = (fields: string): boolean => fields === '*' || fields.includes('note');
const writesValues = (fields: string): boolean => fields === '*' || fields.includes('userEnteredValue');

function valueOf(data: z.infer<typeof cellData> | undefined): Cell {
  const entered = data?.userEnteredValue;
  if (entered?.formulaValue !== undefined) {
    throw new GoogleError(400, 'The practice sheet does not calculate formulas.');
  }
  return entered?.stringValue ?? entered?.numberValue ?? entered?.boolValue ?? null;
}

/** updateCells: values, notes and formats are written where `fields` names them; of formats, what cell-format.ts knows. */
export function updateCells(spreadsheet: Spreadsheet, request: z.infer<typeof updateCellsSchema>): void {
  const { start, range, rows, fields } = request;
  const width = Math.max(0, ...rows.map(({ values }) => values.length));
  const area = areaOf(
    spreadsheet,
    range ?? {
      sheetId: start?.sheetId ?? 0,
      startRowIndex: start?.rowIndex ?? 0,
      endRowIndex: (start?.rowIndex ?? 0) + rows.length,
      startColumnIndex: start?.columnIndex ?? 0,
      endColumnIndex: (start?.columnIndex ?? 0) + width,
    },
  );
  checkProtection(area.tab, area);
  for (let r = area.startRow; r < area.endRow; r += 1) {
    for (let c = area.startColumn; c < area.endColumn; c += 1) {
      const data = rows[r - area.startRow]?.values[c - area.startColumn];
      // With `start`, a short row leaves the cells after it alone; with `range` they are cleared.
      if (data === undefined && !range) continue;
      if (writesValues(fields)) put(area.tab, r, c, valueOf(data));
      if (writesNotes(fields)) setNote(area.tab, r, c, data?.note ?? '');
      const cell = { startRowIndex: r, endRowIndex: r + 1, startColumnIndex: c, endColumnIndex: c + 1 };
      addFormat(area.tab, cell, data?.userEnteredFormat, fields);
    }
  }
}

/** appendCells: below the last row with a value anywhere in the tab; the grid grows where it must. */
export function appendCells(spreadsheet: Spreadsheet, request: z.infer<typeof appendCellsSchema>): void {
  const { sheetId, rows, fields } = request;
  const tab = tabById(spreadsheet, sheetId);
  const rowIndex = tab.rows.findLastIndex((cells) => cells.some((cell) => cell !== null)) + 1;
  const width = Math.max(0, ...rows.map(({ values }) => values.length));
  resize(tab, Math.max(tab.rowCount, rowIndex + rows.length), Math.max(tab.columnCount, width));
  updateCells(spreadsheet, { start: { sheetId, rowIndex, columnIndex: 0 }, rows, fields });
}

/** repeatCell: one value and format over a range, where `fields` names them. */
export function repeatCell(spreadsheet: Spreadsheet, request: z.infer<typeof repeatCellSchema>): void {
  const area = areaOf(spreadsheet, request.range);
  checkProtection(area.tab, area);
  const { startRowIndex, endRowIndex, startColumnIndex, endColumnIndex } = request.range;
  const span = { startRowIndex, endRowIndex, startColumnIndex, endColumnIndex };
  addFormat(area.tab, span, request.cell.userEnteredFormat, request.fields);
  if (!writesValues(request.fields)) return;
  const value = valueOf(request.cell);
  for (let r = area.startRow; r < area.endRow; r += 1) {
    for (let c = area.startColumn; c < area.endColumn; c += 1) put(area.tab, r, c, value);
  }
}

/** Does not lengthen the stored rows merely to empty cells that are empty already. */
function put(tab: Tab, row: number, column: number, value: Cell): void {
  if (value !== null || cellAt(tab, row, column) !== null) setCell(tab, row, column, value);
}

const RANK = { number: 0, string: 1, boolean: 2 };

/** Google's order: numbers, texts, TRUE/FALSE; empty cells last whichever way one sorts. */
export function compareCells(a: Cell, b: Cell, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const sign = descending ? -1 : 1;
  const [kindA, kindB] = [RANK[typeof a as keyof typeof RANK], RANK[typeof b as keyof typeof RANK]];
  if (kindA !== kindB) return sign * (kindA - kindB);
  if (typeof a === 'string' && typeof b === 'string') return sign * a.localeCompare(b);
  return sign * (Number(a) - Number(b));
}

/** sortRange: notes go with their cells; stable, by several columns. `dimensionIndex` counts from the tab's first column. */
export function sortRange(spreadsheet: Spreadsheet, request: z.infer<typeof sortRangeSchema>): void {
  const { tab, startRow, endRow, startColumn, endColumn } = areaOf(spreadsheet, request.range);
  const last = Math.min(endRow, tab.rows.length);
  const columns = Array.from({ length: endColumn - startColumn }, (_, j) => startColumn + j);
  const rows = Array.from({ length: Math.max(0, last - startRow) }, (_, i) => ({
    cells: columns.map((column) => cellAt(tab, startRow + i, column)),
    notes: columns.map((column) => tab.notes[startRow + i]?.[column] ?? null),
  }));
  rows.sort(({ cells: a }, { cells: b }) => {
    for (const { dimensionIndex, sortOrder } of request.sortSpecs) {
      const column = dimensionIndex - startColumn;
      const order = compareCells(a[column] ?? null, b[column] ?? null, sortOrder === 'DESCENDING');
      if (order !== 0) return order;
    }
    return 0;
  });
  rows.forEach(({ cells, notes }, i) => {
    cells.forEach((cell, j) => put(tab, startRow + i, startColumn + j, cell));
    notes.forEach((note, j) => {
      if (note !== null || tab.notes[startRow + i]?.[startColumn + j])
        setNote(tab, startRow + i, startColumn + j, String(note ?? ''));
    });
  });
}
