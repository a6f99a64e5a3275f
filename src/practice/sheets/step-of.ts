import type { SheetEdit } from '../sheet-protocol.js';
import type { LineLook, Tab } from './workbook.js';
import {
  addTab,
  deleteLines,
  deleteTab,
  insertLines,
  moveLines,
  putCells,
  putNote,
  renameTab,
  setTab,
  sortRows,
  type Step,
} from './step.js';
import { userEntered } from './user-entered.js';

type Look = Extract<SheetEdit, { kind: 'look' }>;
type Filter = Extract<SheetEdit, { kind: 'filter' }>;

/** A person's deed as a step. Throws GoogleError 400 for formulas, which the practice sheet does not calculate. */
export function stepOf(edit: SheetEdit): Step {
  switch (edit.kind) {
    case 'type': {
      const cells = edit.texts.map((line) => line.map(userEntered));
      return putCells(edit.tab, edit.row, edit.column, cells);
    }
    case 'note':
      return putNote(edit.tab, edit.row, edit.column, edit.note);
    case 'insert':
      return insertLines(edit.tab, edit);
    case 'delete':
      return deleteLines(edit.tab, edit);
    case 'move':
      return moveLines(edit.tab, edit, edit.to);
    case 'sort':
      return sortRows(edit.tab, edit.from_row, edit.column, edit.descending);
    case 'look':
      return setTab(edit.tab, (tab) => withLooks(tab, edit));
    case 'filter':
      return setTab(edit.tab, (tab) => ({ basicFilter: withFilter(tab, edit) }));
    case 'freeze':
      return setTab(edit.tab, (tab) => ({
        frozenRowCount: Math.min(edit.rows, tab.rowCount - 1),
        frozenColumnCount: Math.min(edit.columns, tab.columnCount - 1),
      }));
    case 'protect':
      return setTab(edit.tab, (tab) => ({ protectedRanges: withProtection(tab, edit.column, edit.on) }));
    case 'add-tab':
      return addTab(edit.title);
    case 'rename-tab':
      return renameTab(edit.tab, edit.title);
    case 'delete-tab':
      return deleteTab(edit.tab);
  }
}

function withLooks(tab: Tab, { dimension, at, count, hidden, size }: Look): Partial<Tab> {
  const key = dimension === 'ROWS' ? 'rowLooks' : 'columnLooks';
  const size_ = dimension === 'ROWS' ? tab.rowCount : tab.columnCount;
  const looks: LineLook[] = [...tab[key]];
  for (let line = at; line < Math.min(at + count, size_); line += 1) {
    while (looks.length <= line) looks.push(null);
    looks[line] = {
      ...looks[line],
      ...(hidden !== undefined && { hidden }),
      ...(size !== undefined && { size }),
    };
  }
  return { [key]: looks };
}

/** A filter over all columns, one column's hidden values replaced. */
function withFilter(tab: Tab, { from_row, column, hidden_values }: Filter): Tab['basicFilter'] {
  const { criteria: old, ...filter } = tab.basicFilter ?? {
    range: { startRowIndex: Math.max(0, from_row - 1) },
  };
  const criteria = { ...(old as Record<string, unknown> | undefined) };
  delete criteria[column];
  const next = hidden_values ? { ...criteria, [column]: { hiddenValues: hidden_values } } : criteria;
  return { ...filter, criteria: next };
}

function withProtection(tab: Tab, column: number, on: boolean): Tab['protectedRanges'] {
  const range = { startColumnIndex: column, endColumnIndex: column + 1 };
  const ids = tab.protectedRanges.map(({ protectedRangeId }) => Number(protectedRangeId));
  if (on) return [...tab.protectedRanges, { protectedRangeId: Math.max(0, ...ids) + 1, range }];
  return tab.protectedRanges.filter(({ range: other }) => {
    const { startColumnIndex, endColumnIndex } = (other ?? {}) as Record<string, unknown>;
    return startColumnIndex !== column || endColumnIndex !== column + 1;
  });
}
