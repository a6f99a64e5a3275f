import { stringify } from 'csv-stringify/sync';
import type { PracticeSheet } from '../protocol.js';
import { trimmed, type Cell, type Spreadsheet, type Tab } from './workbook.js';

/** The spreadsheet as the page draws it. */
export function practiceSheet(spreadsheet: Spreadsheet): PracticeSheet {
  return {
    title: spreadsheet.title,
    tabs: spreadsheet.tabs.map((tab) => ({
      title: tab.title,
      frozen_rows: tab.frozenRowCount,
      rows: trimmed(tab.rows),
    })),
  };
}

/**
 * A cell for a CSV file. A text that a spreadsheet program would take for a formula gets an apostrophe in front
 * (https://owasp.org/www-community/attacks/CSV_Injection); full-width signs count in Japanese and Korean versions.
 */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (typeof cell === 'number') return String(cell);
  const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(cell);
  return /^[=+\-@\t\r＝＋－＠]/.test(cell) && !plainNumber ? `'${cell}` : cell;
}

/** A tab as CSV: UTF-8 with a byte order mark, so that Excel reads Korean; CRLF. */
export function toCsv(tab: Tab): string {
  return stringify(
    trimmed(tab.rows).map((cells) => cells.map(csvCell)),
    { bom: true, record_delimiter: 'windows' },
  );
}

/** All tabs as an Excel workbook. Texts stay texts, whatever they begin with. */
export async function toXlsx(spreadsheet: Spreadsheet): Promise<Buffer> {
  // Loaded when first needed: it costs some 30 MB that an idle bot should not hold.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  const used = new Set<string>();
  for (const tab of spreadsheet.tabs) {
    const worksheet = workbook.addWorksheet(worksheetName(tab.title, used));
    if (tab.frozenRowCount > 0) {
      worksheet.views = [{ state: 'frozen', ySplit: tab.frozenRowCount }];
    }
    for (const cells of trimmed(tab.rows)) worksheet.addRow(cells);
    for (let row = 1; row <= tab.frozenRowCount; row += 1) worksheet.getRow(row).font = { bold: true };
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** Excel allows 31 characters, none of `* ? : \ / [ ]`, no apostrophe at the ends, and each name once. */
function worksheetName(title: string, used: Set<string>): string {
  const base = title.replace(/[*?:\\/[\]]/g, '_').replace(/^'+|'+$/g, '_');
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : ` (${n})`;
    const name = (base.slice(0, 31 - suffix.length) || '_') + suffix;
    if (used.has(name.toLowerCase())) continue;
    used.add(name.toLowerCase());
    return name;
  }
}
