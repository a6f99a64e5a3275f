import type { SheetCell, SheetSpan, SheetTabView } from '../sheet-protocol.js';
import { fillsOf, type FillOf } from './sheet-colours.js';
import { cellText, formatNumber, textWidth } from './sheet-format.js';
import { band, type Band } from './sheet-lines.js';
import { covers, touches, type Block } from './sheet-spans.js';

export const ROW_HEIGHT = 27;
const WIDTHS = { least: 64, most: 280 };
/** So many rows at either end tell how wide a column has to be. */
const SAMPLED = 120;

type Filter = { range?: SheetSpan; criteria?: Record<string, { hiddenValues?: string[] }> };
type Protection = { range?: SheetSpan; description?: string; warningOnly?: boolean };

/** All that is worked out of a tab once, so that scrolling only looks things up. */
export type SheetModel = {
  tab: SheetTabView;
  frozenRows: Band;
  rows: Band;
  frozenColumns: Band;
  columns: Band;
  /** Indices of all that is shown, in order. */
  shownRows: readonly number[];
  shownColumns: readonly number[];
  /** Rows with something in them that a filter or a hand hides. */
  hiddenRows: number;
  cell: (row: number, column: number) => SheetCell;
  text: (row: number, column: number) => string;
  note: (row: number, column: number) => string;
  bold: (row: number, column: number) => boolean;
  fill: FillOf;
  /** The row whose cells have the filter's buttons. */
  filterRow: number | undefined;
  hiddenValues: (column: number) => readonly string[];
  /** The protections that only warn, where they touch a block. */
  warnings: (block: Block) => string[];
};

/** @param frozenWidth pixels that frozen columns may take; more, and nothing is frozen, as on a narrow phone */
export function sheetModel(tab: SheetTabView, frozenWidth: number): SheetModel {
  const cell = (row: number, column: number): SheetCell => tab.rows[row]?.[column] ?? null;
  const formatAt = formatsOf(tab);
  const text = (row: number, column: number): string => {
    const value = cell(row, column);
    return typeof value === 'number'
      ? formatNumber(value, formatAt(row, column, 'numberFormat')?.pattern)
      : cellText(value);
  };
  const filter = (tab.filter ?? undefined) as Filter | undefined;
  const isFiltered = filteredOut(filter, tab.rows.length, cell);
  const rowSize = (row: number): number =>
    tab.row_looks[row]?.hidden || isFiltered(row) ? 0 : (tab.row_looks[row]?.size ?? ROW_HEIGHT);
  const columnSize = (column: number): number => {
    const look = tab.column_looks[column];
    return look?.hidden ? 0 : (look?.size ?? widthFor(tab, column, text));
  };
  const wanted = band(0, tab.frozen_columns, columnSize);
  const frozenCount = wanted.length > frozenWidth ? 0 : tab.frozen_columns;
  const bands = {
    frozenRows: band(0, tab.frozen_rows, rowSize),
    rows: band(tab.frozen_rows, tab.row_count, rowSize),
    frozenColumns: band(0, frozenCount, columnSize),
    columns: band(frozenCount, tab.column_count, columnSize),
  };
  const indices = (...parts: Band[]) => parts.flatMap(({ lines }) => lines.map(({ index }) => index));
  const protections = tab.protections as Protection[];
  return {
    tab,
    ...bands,
    shownRows: indices(bands.frozenRows, bands.rows),
    shownColumns: indices(bands.frozenColumns, bands.columns),
    hiddenRows: tab.rows.filter((_, row) => rowSize(row) === 0).length,
    cell,
    text,
    note: (row, column) => cellText(tab.notes[row]?.[column] ?? null),
    bold: (row, column) => formatAt(row, column, 'bold') ?? false,
    fill: fillsOf(tab),
    filterRow: filter && (filter.range?.startRowIndex ?? 0),
    hiddenValues: (column) => filter?.criteria?.[column]?.hiddenValues ?? [],
    warnings: (block) =>
      protections.flatMap(({ range, description, warningOnly }) =>
        warningOnly && touches(range ?? {}, block) ? [description ?? ''] : [],
      ),
  };
}

type Formats = SheetTabView['formats'][number];

/** Of several formats of a cell the later one counts. Each column has few, a tab has many. */
function formatsOf({ formats }: SheetTabView) {
  const byColumn = new Map<number, Formats[]>();
  const of = (column: number): Formats[] => {
    const known = byColumn.get(column);
    if (known) return known;
    const found = formats
      .filter(({ range }) => touches(range, { top: 0, bottom: Infinity, left: column, right: column }))
      .reverse();
    byColumn.set(column, found);
    return found;
  };
  return <Key extends 'numberFormat' | 'bold'>(row: number, column: number, key: Key): Formats[Key] =>
    of(column).find((one) => one[key] !== undefined && covers(one.range, row, column))?.[key];
}

function filteredOut(
  filter: Filter | undefined,
  filled: number,
  cell: SheetModel['cell'],
): (row: number) => boolean {
  const criteria = Object.entries(filter?.criteria ?? {}).map(
    ([column, { hiddenValues }]) => [Number(column), new Set(hiddenValues)] as const,
  );
  const first = (filter?.range?.startRowIndex ?? 0) + 1;
  return (row) =>
    criteria.length > 0 &&
    row >= first &&
    row < filled &&
    criteria.some(([column, hidden]) => hidden.has(cellText(cell(row, column))));
}

function widthFor({ rows, frozen_rows }: SheetTabView, column: number, text: SheetModel['text']): number {
  let widest = 0;
  for (let row = 0; row < rows.length; row += 1) {
    if (row === SAMPLED) row = Math.max(row, rows.length - SAMPLED);
    // A bold header, with a filter's button beside it.
    const extra = row < frozen_rows ? 3 : 0;
    widest = Math.max(widest, textWidth(text(row, column)) + extra);
  }
  const pixels = Math.ceil((widest * 7.4 + 18) / 8) * 8;
  return Math.max(WIDTHS.least, Math.min(WIDTHS.most, pixels));
}
