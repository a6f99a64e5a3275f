import ExcelJS from 'exceljs';
import { type Cell, textCell } from '../cell.js';
import { checkZip } from './check-zip.js';
import { refuseFile } from './refuse-file.js';
import { LIMITS, type Table } from './table.js';

/**
 * One tab of an Excel file; without a name the first that holds anything. Formulas count as what they came to.
 * @throws UserError `import.file` where it is no such file, too large, or has no such tab
 */
export async function readXlsx(bytes: Uint8Array, tab?: string): Promise<Table> {
  await checkZip(bytes);
  const book = new ExcelJS.Workbook();
  try {
    // exceljs' types are older than Node's Buffer.
    await book.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer);
  } catch {
    // It throws whatever its parts throw: errors of zip, of XML, of missing parts.
    return refuseFile('xlsx');
  }
  const sheet = chosen(book, tab);
  if (sheet.rowCount > LIMITS.rows) refuseFile('rows', { limit: LIMITS.rows - 1 });
  if (sheet.columnCount > LIMITS.columns) refuseFile('columns', { limit: LIMITS.columns });
  const rows: Cell[][] = Array.from({ length: sheet.rowCount }, () => []);
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    const cells: Cell[] = [];
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      while (cells.length < column - 1) cells.push('');
      // A merged range repeats its first cell's value in all others.
      cells[column - 1] = cell.isMerged && cell.master !== cell ? '' : valueOf(cell.value);
    });
    rows[number - 1] = cells;
  });
  return { rows, escaped: false, tab: sheet.name };
}

function chosen(book: ExcelJS.Workbook, tab: string | undefined): ExcelJS.Worksheet {
  const { worksheets } = book;
  const wanted = tab?.trim().toLowerCase();
  const found =
    wanted === undefined
      ? (worksheets.find(({ actualRowCount }) => actualRowCount > 0) ?? worksheets[0])
      : worksheets.find(({ name }) => name.trim().toLowerCase() === wanted);
  if (found) return found;
  if (wanted === undefined) return refuseFile('empty');
  const tabs = worksheets.map(({ name }) => name).join(', ');
  return refuseFile('tab', { tab: (tab ?? '').slice(0, 60), tabs: tabs.slice(0, 500) });
}

function valueOf(value: ExcelJS.CellValue): Cell {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return textCell(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  // Excel's days have no time zone; exceljs gives them as if they were UTC.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : wallText(value);
  if ('richText' in value) return textCell(value.richText.map(({ text }) => text).join(''));
  if ('hyperlink' in value) return textCell(typeof value.text === 'string' ? value.text : value.hyperlink);
  if ('result' in value) return valueOf(value.result ?? null);
  return '';
}

const wallText = (date: Date): string =>
  date.toISOString().slice(0, 19).replace('T00:00:00', '').replace('T', ' ');
