import { at, leapt, moved, type Selection, type Spot } from './sheet-selection.js';
import type { Board } from './use-board.js';

const ARROWS: Record<string, readonly [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
const PAGE_ROWS = 20;

/** Keys while something is typed into a cell; true where the key was one of the sheet's. */
function whileTyping(event: KeyboardEvent, board: Board, insert: (text: string) => void): boolean {
  const arrow = ARROWS[event.key];
  if (event.key === 'Escape') board.cancel();
  else if (event.key === 'Tab') board.commit(0, event.shiftKey ? -1 : 1);
  else if (event.key === 'Enter' && (event.altKey || event.ctrlKey || event.metaKey)) insert('\n');
  else if (event.key === 'Enter') board.commit(event.shiftKey ? -1 : 1, 0);
  else if (arrow && board.draft?.quick) board.commit(...arrow);
  else return false;
  return true;
}

function target(event: KeyboardEvent, { model }: Board, { active, end }: Selection): Spot | undefined {
  const from = event.shiftKey ? end : active;
  const far = event.ctrlKey || event.metaKey;
  const arrow = ARROWS[event.key];
  if (arrow) return (far ? leapt : moved)(model, from, ...arrow);
  const first = model.shownColumns[0] ?? 0;
  const lastFilled = Math.max(0, (model.tab.rows[from.row]?.length ?? 1) - 1);
  switch (event.key) {
    case 'PageUp':
      return moved(model, from, -PAGE_ROWS, 0);
    case 'PageDown':
      return moved(model, from, PAGE_ROWS, 0);
    case 'Home':
      return { row: far ? (model.shownRows[0] ?? 0) : from.row, column: first };
    case 'End':
      return far
        ? {
            row: Math.max(0, model.tab.rows.length - 1),
            column: Math.max(0, (model.tab.rows[0]?.length ?? 1) - 1),
          }
        : { row: from.row, column: lastFilled };
    default:
      return undefined;
  }
}

/**
 * What a key does in the sheet, as in Google's. Keys of a syllable that is being composed are the input method's.
 * @param insert puts a text where the caret is
 */
export function onSheetKey(event: KeyboardEvent, board: Board, insert: (text: string) => void): void {
  if (event.isComposing) return;
  const take = (act: () => void): void => {
    event.preventDefault();
    act();
  };
  if (board.draft) {
    if (whileTyping(event, board, insert)) event.preventDefault();
    return;
  }
  const selection = board.selection();
  const { active } = selection;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && (key === 'y' || (key === 'z' && event.shiftKey))) return take(() => void board.sheet.redo());
  if (command && key === 'z') return take(() => void board.sheet.undo());
  if (command && key === 'a') {
    const { row_count, column_count } = board.model.tab;
    const end = { row: row_count - 1, column: column_count - 1 };
    return take(() => board.select({ active: { row: 0, column: 0 }, end }));
  }
  if (key === 'f2' && event.shiftKey) return take(() => board.ask({ kind: 'note', spot: active }));
  if (key === 'f2' || key === 'enter')
    return take(() => board.begin(undefined, { quick: false, bar: false }));
  if (key === 'delete' || key === 'backspace') return take(() => board.clear());
  if (key === 'tab') {
    const { row, column } = moved(board.model, active, 0, event.shiftKey ? -1 : 1);
    // At the sheet's edge Tab leaves it, so that the keyboard is not caught.
    if (column !== active.column) take(() => board.select(at(row, column)));
    return;
  }
  const spot = target(event, board, selection);
  if (spot) take(() => board.select(event.shiftKey ? { active, end: spot } : { active: spot, end: spot }));
}
