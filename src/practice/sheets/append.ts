import { closed, formatA1, parseA1, type GridRange } from './a1.js';
import { cellAt, eachLayer, resize, type Spreadsheet, type Tab } from './workbook.js';
import { writeValues, type Input, type UpdateResponse, type ValueRange } from './values.js';

/**
 * values.append, traps included: it looks for the last "table" (a block of filled cells, cut by empty rows and
 * columns) that touches the range, and writes below it, in its first column, wherever that is. The grid grows when
 * needed; OVERWRITE (the default) writes over what stands below the table. Throws GoogleError 400.
 */
export function appendValues(
  spreadsheet: Spreadsheet,
  a1: string,
  body: ValueRange,
  input: Input,
  insertRows: boolean,
): { spreadsheetId: string; tableRange?: string; updates: UpdateResponse } {
  const range = closed(parseA1(spreadsheet, a1));
  const { tab } = range;
  const table = lastTable(range);
  const row = table ? table.endRow : range.startRow;
  const column = table ? table.startColumn : range.startColumn;
  const lines =
    body.majorDimension === 'ROWS' ? body.values.length : Math.max(0, ...body.values.map((v) => v.length));
  const width =
    body.majorDimension === 'ROWS' ? Math.max(0, ...body.values.map((v) => v.length)) : body.values.length;

  if (insertRows && lines > 0) {
    eachLayer(tab, (rows) =>
      rows.length > row ? rows.toSpliced(row, 0, ...Array.from({ length: lines }, () => [])) : rows,
    );
    resize(tab, tab.rowCount + lines, tab.columnCount);
  }
  resize(tab, Math.max(tab.rowCount, row + lines), Math.max(tab.columnCount, column + width));
  const start = formatA1({
    tab,
    startRow: row,
    endRow: row + 1,
    startColumn: column,
    endColumn: column + 1,
  });
  return {
    spreadsheetId: spreadsheet.spreadsheetId,
    ...(table && { tableRange: formatA1(table) }),
    updates: writeValues(spreadsheet, start, body, input),
  };
}

/** The block with the lowest end among those that touch the range; undefined where all is empty. */
function lastTable(range: GridRange): GridRange | undefined {
  const { tab } = range;
  let best: GridRange | undefined;
  const seen = new Set<string>();
  for (let row = range.startRow; row < Math.min(range.endRow, tab.rows.length); row += 1) {
    const width = tab.rows[row]?.length ?? 0;
    for (let column = range.startColumn; column < Math.min(range.endColumn, width); column += 1) {
      if (cellAt(tab, row, column) === null || seen.has(`${row},${column}`)) continue;
      const block = grow(tab, row, column, seen);
      if (!best || block.endRow >= best.endRow) best = block;
    }
  }
  return best;
}

/** The bounding box of all filled cells that hang together with this one, corners included. */
function grow(tab: Tab, row: number, column: number, seen: Set<string>): GridRange {
  const box = { tab, startRow: row, startColumn: column, endRow: row + 1, endColumn: column + 1 };
  const queue: [number, number][] = [[row, column]];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [r, c] = next;
    if (r < 0 || c < 0 || cellAt(tab, r, c) === null || seen.has(`${r},${c}`)) continue;
    seen.add(`${r},${c}`);
    box.startRow = Math.min(box.startRow, r);
    box.startColumn = Math.min(box.startColumn, c);
    box.endRow = Math.max(box.endRow, r + 1);
    box.endColumn = Math.max(box.endColumn, c + 1);
    for (const dr of [-1, 0, 1]) for (const dc of [-1, 0, 1]) queue.push([r + dr, c + dc]);
  }
  return box;
}
