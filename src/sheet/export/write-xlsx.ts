import ExcelJS from 'exceljs';
import type { Look } from '../runs-tab/columns.js';
import type { ExportTable } from './export-table.js';

const FORMATS: Partial<Record<Look, string>> = { score: '0.0000', minutes: '0.0' };
const WIDTH = { text: 24, number: 12 };
/** Characters in a cell; Excel calls a file with a longer one damaged. */
const LONGEST = 32_767;

/** An Excel file with one tab, its header frozen. Texts are typed as texts: none is calculated. */
export async function writeXlsx({ headers, looks, rows }: ExportTable, tab: string): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(tab, { views: [{ state: 'frozen', ySplit: 1, xSplit: 1 }] });
  sheet.columns = headers.map((header, at) => {
    const format = FORMATS[looks[at] ?? 'text'];
    return {
      header,
      width: looks[at] === 'text' ? WIDTH.text : WIDTH.number,
      ...(format === undefined ? {} : { style: { numFmt: format } }),
    };
  });
  sheet.getRow(1).font = { bold: true };
  for (const row of rows)
    sheet.addRow(row.map((cell) => (cell === '' ? null : typeof cell === 'string' ? printable(cell) : cell)));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: headers.length } };
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** XML 1.0 has no control characters but tab and line feed. */
const printable = (text: string): string =>
  text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').slice(0, LONGEST);
