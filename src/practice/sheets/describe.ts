import { closed, parseA1, type GridRange } from './a1.js';
import { cellsOf, rendered } from './values.js';
import { trimmed, type Cell, type Spreadsheet, type Tab } from './workbook.js';

/** Google's SheetProperties of a tab. */
export function sheetProperties(spreadsheet: Spreadsheet, tab: Tab) {
  return {
    sheetId: tab.sheetId,
    title: tab.title,
    index: spreadsheet.tabs.indexOf(tab),
    sheetType: 'GRID',
    gridProperties: {
      rowCount: tab.rowCount,
      columnCount: tab.columnCount,
      ...(tab.frozenRowCount > 0 && { frozenRowCount: tab.frozenRowCount }),
      ...(tab.frozenColumnCount > 0 && { frozenColumnCount: tab.frozenColumnCount }),
    },
  };
}

function cellData(cell: Cell, note: Cell) {
  return { ...valueData(cell), ...(note !== null && { note: String(note) }) };
}

function valueData(cell: Cell) {
  if (cell === null) return {};
  const value =
    typeof cell === 'string'
      ? { stringValue: cell }
      : typeof cell === 'number'
        ? { numberValue: cell }
        : { boolValue: cell };
  return {
    userEnteredValue: value,
    effectiveValue: value,
    formattedValue: String(rendered(cell, 'FORMATTED_VALUE')),
  };
}

/** Value and note of each cell, as far as there is one or the other. */
function rowsWithNotes(range: GridRange): [Cell, Cell][][] {
  const values = trimmed(cellsOf(range));
  const notes = trimmed(
    range.tab.notes
      .slice(range.startRow, range.endRow)
      .map((row) => row.slice(range.startColumn, range.endColumn)),
  );
  return Array.from({ length: Math.max(values.length, notes.length) }, (_, r) =>
    Array.from({ length: Math.max(values[r]?.length ?? 0, notes[r]?.length ?? 0) }, (_, c): [Cell, Cell] => [
      values[r]?.[c] ?? null,
      notes[r]?.[c] ?? null,
    ]),
  );
}

const gridData = (range: GridRange) => ({
  ...(range.startRow > 0 && { startRow: range.startRow }),
  ...(range.startColumn > 0 && { startColumn: range.startColumn }),
  rowData: rowsWithNotes(range).map((cells) => ({
    values: cells.map(([cell, note]) => cellData(cell, note)),
  })),
});

/**
 * spreadsheets.get. A `fields` mask is not applied: the answer may hold more than was asked for. `origin` is the
 * server's own address, for the link that a person can open.
 */
export function describe(
  spreadsheet: Spreadsheet,
  { ranges, includeGridData, origin }: { ranges: string[]; includeGridData: boolean; origin: string },
) {
  const asked = ranges.map((range) => closed(parseA1(spreadsheet, range)));
  const tabs = spreadsheet.tabs.filter(
    (tab) => asked.length === 0 || asked.some((range) => range.tab === tab),
  );
  return {
    spreadsheetId: spreadsheet.spreadsheetId,
    properties: {
      title: spreadsheet.title,
      locale: 'en_US',
      autoRecalc: 'ON_CHANGE',
      timeZone: 'Etc/GMT',
    },
    sheets: tabs.map((tab) => {
      const whole = { tab, startRow: 0, startColumn: 0, endRow: tab.rowCount, endColumn: tab.columnCount };
      const parts = asked.length === 0 ? [whole] : asked.filter((range) => range.tab === tab);
      return {
        properties: sheetProperties(spreadsheet, tab),
        ...(tab.basicFilter && { basicFilter: tab.basicFilter }),
        ...(tab.protectedRanges.length > 0 && { protectedRanges: tab.protectedRanges }),
        ...(tab.conditionalFormats.length > 0 && { conditionalFormats: tab.conditionalFormats }),
        ...(includeGridData && { data: parts.map(gridData) }),
      };
    }),
    spreadsheetUrl: `${origin}/#sheet`,
  };
}
