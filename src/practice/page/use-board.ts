import { useRef } from 'preact/hooks';
import type { SheetEdit } from '../sheet-protocol.js';
import { cellText, editText } from './sheet-format.js';
import type { SheetModel } from './sheet-model.js';
import { at, blockOf, moved, within, type Selection, type Spot } from './sheet-selection.js';
import type { Block } from './sheet-spans.js';
import { fromTsv, toTsv } from './tsv.js';
import { useLive } from './use-live.js';
import type { Sheet } from './use-sheet.js';

/** What is being typed. `quick`: arrows leave the cell, as after typing straight into it; `bar`: in the bar above. */
export type Draft = { spot: Spot; text: string; quick: boolean; bar: boolean };

export type SheetDialogState =
  | { kind: 'warning'; description: string; go: () => void }
  | { kind: 'note'; spot: Spot }
  | { kind: 'filter'; column: number }
  | { kind: 'tab'; id: number | undefined; title: string };

const QUIET_MS = 5 * 60_000;

/** What a person does in the tab: marks, types, copies, and is asked. */
export function useBoard(sheet: Sheet, model: SheetModel) {
  const selected = useLive<Selection>(at(model.frozenRows.lines.length > 0 ? model.tab.frozen_rows : 0, 0));
  const draft = useLive<Draft | undefined>(undefined);
  const dialog = useLive<SheetDialogState | undefined>(undefined);
  const menu = useLive<{ x: number; y: number } | undefined>(undefined);
  const quietUntil = useRef(0);
  const copied = useRef({ text: '', cells: [] as string[][] });
  const tab = model.tab.id;
  const selection = (): Selection => within(selected.now(), model);

  /** Asks first where a protection warns; `otherwise` when people think better of it. */
  const guarded = (block: Block, go: () => void): void => {
    const description = model.warnings(block)[0];
    if (description === undefined || Date.now() < quietUntil.current) go();
    else dialog.set({ kind: 'warning', description, go });
  };
  const filled = (block: Block): Block => ({
    ...block,
    bottom: Math.max(block.top, Math.min(block.bottom, model.tab.rows.length - 1)),
    right: Math.max(
      block.left,
      Math.min(block.right, Math.max(0, ...model.tab.rows.map((cells) => cells.length)) - 1),
    ),
  });
  const cellsOf = (block: Block, read: (row: number, column: number) => string): string[][] =>
    model.shownRows
      .filter((row) => row >= block.top && row <= block.bottom)
      .map((row) =>
        model.shownColumns
          .filter((column) => column >= block.left && column <= block.right)
          .map((column) => read(row, column)),
      );
  const type = ({ row, column }: Spot, texts: string[][], lost?: () => void): void => {
    const width = Math.max(1, ...texts.map((line) => line.length));
    const block = { top: row, bottom: row + texts.length - 1, left: column, right: column + width - 1 };
    guarded(block, () => {
      void sheet.edit({ kind: 'type', tab, row, column, texts }).then((done) => done || lost?.());
    });
  };

  const commit = (rows = 0, columns = 0): void => {
    const typed = draft.now();
    if (!typed) return;
    draft.set(undefined);
    const { spot, text } = typed;
    if (rows !== 0 || columns !== 0) {
      const { row, column } = moved(model, spot, rows, columns);
      selected.set(at(row, column));
    }
    if (text === editText(model.cell(spot.row, spot.column))) return;
    // What was refused is not lost: it stands in the cell again, unless something else is typed by now.
    type(spot, [[text]], () => {
      if (draft.now()) return;
      selected.set(at(spot.row, spot.column));
      draft.set(typed);
    });
  };

  return {
    sheet,
    model,
    selection,
    draft: draft.now(),
    dialog: dialog.now(),
    menu: menu.now(),
    select(next: Selection): void {
      commit();
      menu.set(undefined);
      selected.set(next);
    },
    begin(text: string | undefined, how: { quick: boolean; bar: boolean }): void {
      const spot = selection().active;
      if (draft.now() && text === undefined) draft.set({ ...(draft.now() as Draft), bar: how.bar });
      else draft.set({ spot, text: text ?? editText(model.cell(spot.row, spot.column)), ...how });
    },
    typed(text: string): void {
      const now = draft.now();
      if (now) draft.set({ ...now, text });
    },
    commit,
    cancel: () => draft.set(undefined),
    clear(): void {
      const block = filled(blockOf(selection()));
      const height = block.bottom - block.top + 1;
      const texts = Array.from({ length: height }, () =>
        Array<string>(block.right - block.left + 1).fill(''),
      );
      type({ row: block.top, column: block.left }, texts);
    },
    copy(): string {
      const block = filled(blockOf(selection()));
      const text = toTsv(cellsOf(block, (row, column) => cellText(model.cell(row, column))));
      copied.current = { text, cells: cellsOf(block, (row, column) => editText(model.cell(row, column))) };
      return text;
    },
    paste(text: string): void {
      const plain = text.replaceAll('\r\n', '\n');
      const cells = plain === copied.current.text ? copied.current.cells : fromTsv(plain);
      const { top, left, bottom, right } = blockOf(selection());
      const [only] = cells[0] ?? [];
      const isOne = cells.length === 1 && cells[0]?.length === 1 && only !== undefined;
      const rows = Math.min(bottom, Math.max(model.tab.rows.length - 1, top)) - top + 1;
      const texts = isOne
        ? Array.from({ length: rows }, () => Array<string>(right - left + 1).fill(only))
        : cells;
      if (texts.length === 0) return;
      type({ row: top, column: left }, texts);
      const width = Math.max(1, ...texts.map((line) => line.length));
      selected.set({
        active: { row: top, column: left },
        end: { row: top + texts.length - 1, column: left + width - 1 },
      });
    },
    /** Changes rows, columns or tabs; where a protection warns over the block, people are asked first. */
    run(edit: SheetEdit, block?: Block, then?: () => void): void {
      commit();
      const go = (): void => void sheet.edit(edit).then((done) => done && then?.());
      if (block) guarded(block, go);
      else go();
    },
    ask: dialog.set,
    quiet: () => (quietUntil.current = Date.now() + QUIET_MS),
    openMenu: menu.set,
  };
}

export type Board = ReturnType<typeof useBoard>;
