import { z } from 'zod';
import { GoogleError } from './google-error.js';

export const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** An empty cell is null; Google tells no difference between "never written" and "cleared". */
export type Cell = z.infer<typeof cellSchema>;

const looseRecord = z.record(z.string(), z.unknown());

/** Of one row or column: what people set by hand. Size in pixels. */
const lineLookSchema = z.object({ hidden: z.boolean().optional(), size: z.number().optional() }).nullable();
export type LineLook = z.infer<typeof lineLookSchema>;

/** Google's GridRange: zero-based, ends exclusive; what is left out is open. */
const spanSchema = z.object({
  startRowIndex: z.number().int().optional(),
  endRowIndex: z.number().int().optional(),
  startColumnIndex: z.number().int().optional(),
  endColumnIndex: z.number().int().optional(),
});
export type Span = z.infer<typeof spanSchema>;

const cellFormatSchema = z.object({
  range: spanSchema,
  numberFormat: z.object({ type: z.string(), pattern: z.string().default('') }).optional(),
  bold: z.boolean().optional(),
});
export type CellFormat = z.infer<typeof cellFormatSchema>;

const tabSchema = z.object({
  sheetId: z.number().int(),
  title: z.string(),
  rowCount: z.number().int(),
  columnCount: z.number().int(),
  frozenRowCount: z.number().int(),
  frozenColumnCount: z.number().int(),
  /** Ragged: rows and cells after the last written one are left out. */
  rows: z.array(z.array(cellSchema)),
  /** Notes on cells, laid out like `rows`; absent in older files. */
  notes: z.array(z.array(cellSchema)).default([]),
  basicFilter: looseRecord.nullable(),
  protectedRanges: z.array(looseRecord),
  conditionalFormats: z.array(looseRecord),
  /** How cells are shown, of two the later counts; absent in older files, as the two below are. */
  formats: z.array(cellFormatSchema).default([]),
  /** Laid out like the columns, and like the rows; ragged. */
  columnLooks: z.array(lineLookSchema).default([]),
  rowLooks: z.array(lineLookSchema).default([]),
});
export type Tab = z.infer<typeof tabSchema>;

const spreadsheetSchema = z.object({
  spreadsheetId: z.string(),
  title: z.string(),
  tabs: z.array(tabSchema).min(1),
});
export type Spreadsheet = z.infer<typeof spreadsheetSchema>;

/** All that `sheet.json` holds. The first spreadsheet is the one that the page shows. */
export const workbookSchema = z.object({ version: z.literal(1), spreadsheets: z.array(spreadsheetSchema) });
export type Workbook = z.infer<typeof workbookSchema>;

/** Google's limits: https://support.google.com/drive/answer/37603 and the API's own error text. */
const MAX_CELLS = 10_000_000;
const MAX_CELL_LENGTH = 50_000;

/** A tab as Google makes it: 1000 rows, 26 columns, nothing in it. */
export function newTab(sheetId: number, title: string, rowCount = 1000, columnCount = 26): Tab {
  return {
    sheetId,
    title,
    rowCount,
    columnCount,
    frozenRowCount: 0,
    frozenColumnCount: 0,
    rows: [],
    notes: [],
    basicFilter: null,
    protectedRanges: [],
    conditionalFormats: [],
    formats: [],
    columnLooks: [],
    rowLooks: [],
  };
}

/** A spreadsheet as Google makes it: one tab, "Sheet1", with id 0. */
export function newSpreadsheet(spreadsheetId: string, title: string): Spreadsheet {
  return { spreadsheetId, title, tabs: [newTab(0, 'Sheet1')] };
}

/** Changes cells and their notes alike: what people do to rows and columns happens to both. */
export function eachLayer(tab: Tab, change: (rows: Cell[][]) => Cell[][]): void {
  tab.rows = change(tab.rows);
  tab.notes = change(tab.notes);
}

/** Puts a note on a cell; an empty text takes it away. */
export function setNote(tab: Tab, row: number, column: number, note: string): void {
  while (tab.notes.length <= row) tab.notes.push([]);
  const notes = tab.notes[row] ?? [];
  while (notes.length <= column) notes.push(null);
  notes[column] = note === '' ? null : note;
}

/** Throws Google's 400 where the grids of all tabs together have too many cells. */
export function checkSize({ tabs }: Spreadsheet): void {
  if (tabs.reduce((sum, { rowCount, columnCount }) => sum + rowCount * columnCount, 0) > MAX_CELLS)
    throw new GoogleError(
      400,
      `This action would increase the number of cells in the workbook above the limit of ${MAX_CELLS} cells.`,
    );
}

export function cellAt(tab: Tab, row: number, column: number): Cell {
  return tab.rows[row]?.[column] ?? null;
}

/** Writes one cell inside the grid; an empty string empties it, as on Google. Throws GoogleError 400 over 50,000 characters. */
export function setCell(tab: Tab, row: number, column: number, value: Cell): void {
  if (typeof value === 'string' && value.length > MAX_CELL_LENGTH) {
    throw new GoogleError(
      400,
      `Your input contains more than the maximum of ${MAX_CELL_LENGTH} characters in a single cell.`,
    );
  }
  while (tab.rows.length <= row) tab.rows.push([]);
  const cells = tab.rows[row] ?? [];
  while (cells.length <= column) cells.push(null);
  cells[column] = value === '' ? null : value;
}

/** Sets the size of the grid and drops what lies outside. Throws GoogleError 400 where nothing would be left. */
export function resize(tab: Tab, rowCount: number, columnCount: number): void {
  if (rowCount < 1 || columnCount < 1) {
    throw new GoogleError(400, 'You can’t delete all the rows or columns on the sheet.');
  }
  tab.rowCount = rowCount;
  tab.columnCount = columnCount;
  eachLayer(tab, (rows) => rows.slice(0, rowCount).map((cells) => cells.slice(0, columnCount)));
  tab.columnLooks = tab.columnLooks.slice(0, columnCount);
  tab.rowLooks = tab.rowLooks.slice(0, rowCount);
  tab.frozenRowCount = Math.min(tab.frozenRowCount, rowCount);
  tab.frozenColumnCount = Math.min(tab.frozenColumnCount, columnCount);
}

/** Rows without the empty cells at their ends, and without the empty rows at the end: what Google sends. */
export function trimmed(rows: readonly (readonly Cell[])[]): Cell[][] {
  const result = rows.map((cells) => cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1));
  return result.slice(0, result.findLastIndex((cells) => cells.length > 0) + 1);
}
