import type { SheetDimension, SheetEdit } from '../sheet-protocol.js';
import { at, blockOf } from './sheet-selection.js';
import type { SheetStrings } from './sheet-strings.js';
import type { Board } from './use-board.js';

export type MenuItem = { label: string; act: () => void; key?: string };

/** What can be done with what is marked, in groups. */
export function menuItems(board: Board, words: SheetStrings): MenuItem[][] {
  const { model, ask } = board;
  const run: Board['run'] = (...deed) => board.run(...deed);
  const select: Board['select'] = (next) => board.select(next);
  const { tab } = model;
  const { id } = tab;
  const selection = board.selection();
  const block = blockOf(selection);
  const { row, column } = selection.active;
  const rows = { from: block.top, count: block.bottom - block.top + 1 };
  const columns = { from: block.left, count: block.right - block.left + 1 };
  const isAllRows = rows.count >= tab.row_count;
  const isAllColumns = columns.count >= tab.column_count;
  const first = Math.max(tab.frozen_rows, (model.filterRow ?? -1) + 1);

  const insert = (dimension: SheetDimension, where: number, count: number): void =>
    run({ kind: 'insert', tab: id, dimension, at: where, count });
  const remove = (dimension: SheetDimension, from: number, count: number): void => {
    const edit: SheetEdit = { kind: 'delete', tab: id, dimension, at: from, count };
    // A row goes without asking, as on Google: that is how people take a run off the sheet.
    run(edit, dimension === 'COLUMNS' ? { ...block, top: 0, bottom: tab.row_count - 1 } : undefined);
  };
  const move = (dimension: SheetDimension, { from, count }: typeof rows, by: -1 | 1): void => {
    const to = by < 0 ? from - 1 : from + count + 1;
    run({ kind: 'move', tab: id, dimension, at: from, count, to }, undefined, () => {
      const step = dimension === 'ROWS' ? { row: by, column: 0 } : { row: 0, column: by };
      const shift = (spot: { row: number; column: number }) => ({
        row: spot.row + step.row,
        column: spot.column + step.column,
      });
      select({ active: shift(selection.active), end: shift(selection.end) });
    });
  };
  const hide = (dimension: SheetDimension, { from, count }: typeof rows): void =>
    run({ kind: 'look', tab: id, dimension, at: from, count, hidden: true });
  const showAll = (): void => {
    const all: [SheetDimension, typeof tab.row_looks][] = [
      ['ROWS', tab.row_looks],
      ['COLUMNS', tab.column_looks],
    ];
    for (const [dimension, looks] of all)
      if (looks.some((look) => look?.hidden))
        run({ kind: 'look', tab: id, dimension, at: 0, count: looks.length, hidden: false });
  };
  const sort = (descending: boolean): void =>
    run({ kind: 'sort', tab: id, column, descending, from_row: first });
  const isProtected = tab.protections.some(
    ({ range }) => (range as { startColumnIndex?: number } | undefined)?.startColumnIndex === column,
  );
  const isHidden = [...tab.row_looks, ...tab.column_looks].some((look) => look?.hidden);
  const isFrozen = tab.frozen_rows > 0 || tab.frozen_columns > 0;
  const when = (holds: boolean, ...items: MenuItem[]): MenuItem[] => (holds ? items : []);

  return [
    [
      { label: words.sortUp, act: () => sort(false) },
      { label: words.sortDown, act: () => sort(true) },
      { label: words.filter, act: () => ask({ kind: 'filter', column }) },
      ...when(model.hiddenValues(column).length > 0, {
        label: words.unfilter,
        act: () => run({ kind: 'filter', tab: id, from_row: first, column, hidden_values: null }),
      }),
    ],
    [{ label: words.note, key: 'Shift+F2', act: () => ask({ kind: 'note', spot: selection.active }) }],
    when(
      !isAllRows,
      { label: words.insertRowAbove, act: () => insert('ROWS', rows.from, 1) },
      { label: words.insertRowBelow, act: () => insert('ROWS', rows.from + rows.count, 1) },
      ...when(rows.from > 0, { label: words.moveUp, act: () => move('ROWS', rows, -1) }),
      { label: words.moveDown, act: () => move('ROWS', rows, 1) },
      { label: words.hideRows(rows.count), act: () => hide('ROWS', rows) },
      { label: words.deleteRows(rows.count), act: () => remove('ROWS', rows.from, rows.count) },
    ),
    when(
      !isAllColumns,
      { label: words.insertColumnLeft, act: () => insert('COLUMNS', columns.from, 1) },
      { label: words.insertColumnRight, act: () => insert('COLUMNS', columns.from + columns.count, 1) },
      ...when(columns.from > 0, { label: words.moveLeft, act: () => move('COLUMNS', columns, -1) }),
      ...when(columns.from + columns.count < tab.column_count, {
        label: words.moveRight,
        act: () => move('COLUMNS', columns, 1),
      }),
      { label: words.hideColumns(columns.count), act: () => hide('COLUMNS', columns) },
      {
        label: words.deleteColumns(columns.count),
        act: () => remove('COLUMNS', columns.from, columns.count),
      },
    ),
    [
      ...when(isHidden, { label: words.showHidden, act: showAll }),
      {
        label: words.freeze,
        act: () => {
          run({ kind: 'freeze', tab: id, rows: row, columns: column }, undefined, () =>
            select(at(row, column)),
          );
        },
      },
      ...when(isFrozen, {
        label: words.unfreeze,
        act: () => run({ kind: 'freeze', tab: id, rows: 0, columns: 0 }),
      }),
      {
        label: isProtected ? words.unprotect : words.protect,
        act: () => run({ kind: 'protect', tab: id, column, on: !isProtected }),
      },
    ],
  ].filter((group) => group.length > 0);
}
