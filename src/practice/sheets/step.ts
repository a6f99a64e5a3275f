import { batchUpdate } from './batch-update.js';
import { compareCells, tabById } from './cell-requests.js';
import type { Dimension } from './dimensions.js';
import { deleteDimension, insertDimension, moveDimension } from './dimensions.js';
import { cellAt, resize, setCell, setNote, type Cell, type Spreadsheet, type Tab } from './workbook.js';

/** Does something to a spreadsheet and returns what takes it back. Throws GoogleError where it cannot be done (any more). */
export type Step = (spreadsheet: Spreadsheet) => Step;

type Lines = { dimension: Dimension; at: number; count: number };

const block = (layer: readonly (readonly Cell[])[], row: number, column: number, like: readonly Cell[][]) =>
  like.map((cells, r) => cells.map((_, c) => layer[row + r]?.[column + c] ?? null));

/** Puts cells where they belong; the grid grows where they reach over its edge, as it does when people paste. */
export const putCells =
  (id: number, row: number, column: number, cells: Cell[][]): Step =>
  (spreadsheet) => {
    const tab = tabById(spreadsheet, id);
    const old = block(tab.rows, row, column, cells);
    const width = Math.max(1, ...cells.map((line) => line.length));
    resize(tab, Math.max(tab.rowCount, row + cells.length), Math.max(tab.columnCount, column + width));
    cells.forEach((line, r) => line.forEach((cell, c) => setCell(tab, row + r, column + c, cell)));
    return putCells(id, row, column, old);
  };

export const putNote =
  (id: number, row: number, column: number, note: string): Step =>
  (spreadsheet) => {
    const tab = tabById(spreadsheet, id);
    const old = String(tab.notes[row]?.[column] ?? '');
    setNote(tab, row, column, note);
    return putNote(id, row, column, old);
  };

const range = (id: number, { dimension, at, count }: Lines) => ({
  ...{ sheetId: id, dimension },
  startIndex: at,
  endIndex: at + count,
});

export const insertLines =
  (id: number, lines: Lines): Step =>
  (spreadsheet) => {
    insertDimension(tabById(spreadsheet, id), range(id, lines));
    return deleteLines(id, lines);
  };

const RANGED = ['formats', 'protectedRanges', 'conditionalFormats', 'basicFilter'] as const;
const rangedOf = ({ formats, protectedRanges, conditionalFormats, basicFilter }: Tab) => ({
  ...{ formats, protectedRanges, conditionalFormats, basicFilter },
});

/** What is cut out is kept, with what belonged to it. */
export const deleteLines =
  (id: number, lines: Lines): Step =>
  (spreadsheet) => {
    const tab = tabById(spreadsheet, id);
    const before = structuredClone(tab);
    deleteDimension(tab, range(id, lines));
    const after = rangedOf(tab);
    const left = Object.fromEntries(RANGED.map((key) => [key, JSON.stringify(after[key])]));
    return restoreLines(id, lines, before, left);
  };

const restoreLines =
  (id: number, lines: Lines, before: Tab, left: Record<string, string>): Step =>
  (spreadsheet) => {
    const tab = tabById(spreadsheet, id);
    // What was changed since then stays as it is.
    const untouched = RANGED.filter((key) => JSON.stringify(tab[key]) === left[key]);
    insertDimension(tab, range(id, lines));
    const { dimension, at, count } = lines;
    const rows = dimension === 'ROWS';
    const fill = (from: Cell[][], to: (row: number, column: number, cell: Cell) => void): void =>
      from.forEach((cells, r) =>
        cells.forEach((cell, c) => {
          const line = rows ? r : c;
          if (cell !== null && line >= at && line < at + count) to(r, c, cell);
        }),
      );
    fill(before.rows, (r, c, cell) => setCell(tab, r, c, cell));
    fill(before.notes, (r, c, note) => setNote(tab, r, c, String(note)));
    const [looks, old] = rows ? [tab.rowLooks, before.rowLooks] : [tab.columnLooks, before.columnLooks];
    old.slice(at, at + count).forEach((look, i) => {
      while (looks.length <= at + i) looks.push(null);
      looks[at + i] = look;
    });
    const ranged = rangedOf(before);
    for (const key of untouched) Object.assign(tab, { [key]: structuredClone(ranged[key]) });
    return deleteLines(id, lines);
  };

export const moveLines =
  (id: number, lines: Lines, to: number): Step =>
  (spreadsheet) => {
    moveDimension(tabById(spreadsheet, id), range(id, lines), to);
    const { at, count } = lines;
    const now = to > at ? to - count : to;
    return moveLines(id, { ...lines, at: now }, at > now ? at + count : at);
  };

/** Row `from + i` becomes what row `from + order[i]` was. */
const permute =
  (id: number, from: number, order: readonly number[]): Step =>
  (spreadsheet) => {
    const tab = tabById(spreadsheet, id);
    const take = (layer: Cell[][]): Cell[][] => {
      const whole = [
        ...layer,
        ...Array.from({ length: Math.max(0, from + order.length - layer.length) }, () => []),
      ];
      return [
        ...whole.slice(0, from),
        ...order.map((i) => whole[from + i] ?? []),
        ...whole.slice(from + order.length),
      ];
    };
    tab.rows = take(tab.rows);
    tab.notes = take(tab.notes);
    const back = order.map((_, i) => order.indexOf(i));
    return permute(id, from, back);
  };

/** Sorts whole rows, from a row to the last filled one. */
export const sortRows =
  (id: number, from: number, column: number, descending: boolean): Step =>
  (spreadsheet) => {
    const tab = tabById(spreadsheet, id);
    const order = Array.from({ length: Math.max(0, tab.rows.length - from) }, (_, i) => i).sort((a, b) =>
      compareCells(cellAt(tab, from + a, column), cellAt(tab, from + b, column), descending),
    );
    return permute(id, from, order)(spreadsheet);
  };

/** Sets properties of a tab, such as what is frozen. */
export const setTab =
  (id: number, change: (tab: Tab) => Partial<Tab>): Step =>
  (spreadsheet) => {
    const tab = tabById(spreadsheet, id);
    const next = change(tab);
    const old = Object.fromEntries(
      Object.keys(next).map((key) => [key, structuredClone(tab[key as keyof Tab])]),
    ) as Partial<Tab>;
    Object.assign(tab, next);
    return setTab(id, () => old);
  };

export const renameTab =
  (id: number, title: string): Step =>
  (spreadsheet) => {
    const old = tabById(spreadsheet, id).title;
    const properties = { sheetId: id, title };
    batchUpdate(spreadsheet, [{ updateSheetProperties: { properties, fields: 'title' } }]);
    return renameTab(id, old);
  };

export const deleteTab =
  (id: number): Step =>
  (spreadsheet) => {
    const tab = tabById(spreadsheet, id);
    const index = spreadsheet.tabs.indexOf(tab);
    batchUpdate(spreadsheet, [{ deleteSheet: { sheetId: id } }]);
    return restoreTab(tab, index);
  };

/** Refused by Google’s own rules where its name is taken by now. */
const restoreTab =
  (tab: Tab, index: number): Step =>
  (spreadsheet) => {
    const { title, sheetId } = tab;
    batchUpdate(spreadsheet, [{ addSheet: { properties: { title, sheetId, index } } }]);
    Object.assign(tabById(spreadsheet, sheetId), structuredClone(tab));
    return deleteTab(sheetId);
  };

export const addTab =
  (title: string): Step =>
  (spreadsheet) => {
    batchUpdate(spreadsheet, [{ addSheet: { properties: { title } } }]);
    return deleteTab(spreadsheet.tabs.at(-1)?.sheetId ?? 0);
  };
