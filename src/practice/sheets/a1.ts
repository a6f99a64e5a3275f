import { GoogleError } from './google-error.js';
import type { Spreadsheet, Tab } from './workbook.js';

/** A rectangle of a tab, zero-based, ends exclusive; an end that the A1 text leaves open is null. */
export type A1Range = {
  tab: Tab;
  startRow: number;
  startColumn: number;
  endRow: number | null;
  endColumn: number | null;
};

/** An A1Range with its ends known. */
export type GridRange = A1Range & { endRow: number; endColumn: number };

const CORNER = /^\$?([A-Za-z]{1,3})?\$?([1-9]\d{0,7})?$/;

/** "A" -> 0, "Z" -> 25, "AA" -> 26. */
export function columnIndex(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** 0 -> "A", 25 -> "Z", 26 -> "AA". */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest >= 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + (index % 26));
}

/** Quotes a tab's name where A1 notation needs it: `Sheet1`, `'My runs'`, `'Kim''s'`. */
export function quotedTitle(title: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(title) && !CORNER.test(title)
    ? title
    : `'${title.replaceAll("'", "''")}'`;
}

type Corner = { row: number | null; column: number | null };

function parseCorner(text: string): Corner | undefined {
  const match = CORNER.exec(text);
  if (!match || (match[1] === undefined && match[2] === undefined)) return undefined;
  return {
    column: match[1] === undefined ? null : columnIndex(match[1]),
    row: match[2] === undefined ? null : Number(match[2]) - 1,
  };
}

function split(range: string): { title: string | undefined; cells: string | undefined } {
  const quoted = /^'((?:[^']|'')*)'(?:!(.*))?$/s.exec(range);
  if (quoted) return { title: (quoted[1] ?? '').replaceAll("''", "'"), cells: quoted[2] };
  const bang = range.lastIndexOf('!');
  if (bang >= 0) return { title: range.slice(0, bang), cells: range.slice(bang + 1) };
  return { title: undefined, cells: range };
}

/**
 * Reads A1 notation: `Sheet1!A1:B2`, `'My runs'!A:C`, `A2:F`, `Sheet1!3:5`, `Sheet1`. Without a tab the first one is
 * meant. Throws GoogleError 400 "Unable to parse range" for anything else, an unknown tab included.
 */
export function parseA1(spreadsheet: Spreadsheet, range: string): A1Range {
  const refuse = (): GoogleError => new GoogleError(400, `Unable to parse range: ${range}`);
  const findTab = (title: string) =>
    spreadsheet.tabs.find((tab) => tab.title.toLowerCase() === title.toLowerCase());
  const { title, cells } = split(range);
  // A bare word may be a tab's name even where it looks like a cell ("AB1").
  const bare = title === undefined ? findTab(range) : undefined;
  if (bare) return { tab: bare, startRow: 0, startColumn: 0, endRow: null, endColumn: null };
  const tab = title === undefined ? spreadsheet.tabs[0] : findTab(title);
  if (!tab) throw refuse();
  if (cells === undefined) return { tab, startRow: 0, startColumn: 0, endRow: null, endColumn: null };

  const parts = cells.split(':');
  if (parts.length > 2) throw refuse();
  const first = parseCorner(parts[0] ?? '');
  const second = parts[1] === undefined ? first : parseCorner(parts[1]);
  if (!first || !second) throw refuse();
  if (parts.length === 1 && (first.row === null || first.column === null)) throw refuse();
  const ordered = (a: number | null, b: number | null): [number, number | null] =>
    a === null || b === null ? [a ?? b ?? 0, null] : [Math.min(a, b), Math.max(a, b) + 1];
  // "A2:5" has a column on one side only: Google reads it as open to the right.
  const [startRow, endRow] = ordered(first.row, second.row);
  const [startColumn, endColumn] = ordered(first.column, second.column);
  return { tab, startRow, startColumn, endRow, endColumn };
}

/** Writes a range with its tab, as responses do: `Sheet1!A1:B2`, a single cell as `Sheet1!A1`. */
export function formatA1({ tab, startRow, startColumn, endRow, endColumn }: GridRange): string {
  const first = `${columnLetters(startColumn)}${startRow + 1}`;
  const last = `${columnLetters(endColumn - 1)}${endRow}`;
  return `${quotedTitle(tab.title)}!${first === last ? first : `${first}:${last}`}`;
}

/** Google's refusal of a range that lies outside the grid. */
export function outsideGrid(range: GridRange): GoogleError {
  const { rowCount, columnCount } = range.tab;
  return new GoogleError(
    400,
    `Range (${formatA1(range)}) exceeds grid limits. Max rows: ${rowCount}, max columns: ${columnCount}`,
  );
}

/** Closes the open ends at the grid's edge and cuts what reaches over it. Throws 400 when it starts outside the grid. */
export function closed(range: A1Range): GridRange {
  const { tab, startRow, startColumn } = range;
  if (startRow >= tab.rowCount || startColumn >= tab.columnCount) {
    throw outsideGrid({
      ...range,
      endRow: range.endRow ?? Math.max(tab.rowCount, startRow + 1),
      endColumn: range.endColumn ?? Math.max(tab.columnCount, startColumn + 1),
    });
  }
  return {
    ...range,
    endRow: Math.min(range.endRow ?? tab.rowCount, tab.rowCount),
    endColumn: Math.min(range.endColumn ?? tab.columnCount, tab.columnCount),
  };
}
