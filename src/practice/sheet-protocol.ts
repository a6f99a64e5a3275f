/** Between the page's spreadsheet and its server: JSON over HTTP. Types only. Rows and columns count from 0. */

export type SheetCell = string | number | boolean | null;

/** Ends exclusive; what is left out is open. */
export type SheetSpan = {
  startRowIndex?: number | undefined;
  endRowIndex?: number | undefined;
  startColumnIndex?: number | undefined;
  endColumnIndex?: number | undefined;
};

/** Of one row or column; null where nothing was set. Size in pixels. */
export type SheetLine = { hidden?: boolean | undefined; size?: number | undefined } | null;

/** A tab as the page draws it. */
export type SheetTabView = {
  id: number;
  title: string;
  row_count: number;
  column_count: number;
  frozen_rows: number;
  frozen_columns: number;
  /** Ragged, as the notes are. */
  rows: SheetCell[][];
  notes: SheetCell[][];
  column_looks: SheetLine[];
  row_looks: SheetLine[];
  formats: {
    range: SheetSpan;
    numberFormat?: { type: string; pattern: string } | undefined;
    bold?: boolean | undefined;
  }[];
  /** Google's own shapes: BasicFilter, ProtectedRange, ConditionalFormatRule. */
  filter: Record<string, unknown> | null;
  protections: Record<string, unknown>[];
  rules: Record<string, unknown>[];
};

/** `GET /practice/sheet/view?tab=<id>`: the names of all tabs, and one of them whole; without an id the first filled one. */
export type SheetBookView = {
  title: string;
  tabs: { id: number; title: string }[];
  tab: SheetTabView;
  can_undo: boolean;
  can_redo: boolean;
};

export type SheetDimension = 'ROWS' | 'COLUMNS';

/** `POST /practice/sheet/edit`: what a person does at the sheet. `POST /practice/sheet/undo` and `/redo` take no body. */
export type SheetEdit =
  /** Texts as typed; a number becomes a number. */
  | { kind: 'type'; tab: number; row: number; column: number; texts: string[][] }
  | { kind: 'note'; tab: number; row: number; column: number; note: string }
  | { kind: 'insert' | 'delete'; tab: number; dimension: SheetDimension; at: number; count: number }
  /** `to` counts before the move. */
  | { kind: 'move'; tab: number; dimension: SheetDimension; at: number; count: number; to: number }
  /** All rows from `from_row` on. */
  | { kind: 'sort'; tab: number; column: number; descending: boolean; from_row: number }
  | {
      kind: 'look';
      tab: number;
      dimension: SheetDimension;
      at: number;
      count: number;
      hidden?: boolean | undefined;
      size?: number | undefined;
    }
  /** Hides the rows whose cell in the column reads so; null takes the filter away. */
  | { kind: 'filter'; tab: number; from_row: number; column: number; hidden_values: string[] | null }
  | { kind: 'freeze'; tab: number; rows: number; columns: number }
  /** Protects a column from the bot, or takes every protection off it. */
  | { kind: 'protect'; tab: number; column: number; on: boolean }
  | { kind: 'add-tab'; title: string }
  | { kind: 'rename-tab'; tab: number; title: string }
  | { kind: 'delete-tab'; tab: number };
