import { columnLetters, editText } from './sheet-format.js';
import { blockOf } from './sheet-selection.js';
import type { SheetStrings } from './sheet-strings.js';
import type { Board } from './use-board.js';

type Props = { board: Board; words: SheetStrings; back: () => void };

/** Where one is, all that stands in the cell, and undo. */
export function SheetBar({ board, words, back }: Props) {
  const { draft, model, sheet } = board;
  const selection = board.selection();
  const { row, column } = selection.active;
  const text = draft?.text ?? editText(model.cell(row, column));
  const onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape') board.cancel();
    else if (event.key === 'Enter' && !event.altKey && !event.shiftKey) board.commit(1, 0);
    else if (event.key === 'Tab') board.commit(0, event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    back();
  };
  return (
    <div class="sheet-bar">
      <span class="sheet-place">
        {placeName(blockOf(selection), model.tab.row_count, model.tab.column_count)}
      </span>
      <textarea
        class="sheet-bar-text"
        rows={text.includes('\n') || text.length > 60 ? 2 : 1}
        aria-label={words.content}
        spellcheck={false}
        autocomplete="off"
        value={text}
        onFocus={() => board.begin(undefined, { quick: false, bar: true })}
        onInput={({ currentTarget: { value } }) => board.typed(value)}
        onKeyDown={onKey}
        onBlur={() => board.draft?.bar && board.commit()}
      />
      <Tool
        label={words.undo}
        path="M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3"
        act={() => void sheet.undo()}
        off={!sheet.book?.can_undo}
      />
      <Tool
        label={words.redo}
        path="M15 14l5-5-5-5M20 9H10a6 6 0 0 0 0 12h3"
        act={() => void sheet.redo()}
        off={!sheet.book?.can_redo}
      />
      <Tool
        label={words.menu}
        path="M12 5v.01M12 12v.01M12 19v.01"
        act={({ clientX, clientY }) => board.openMenu({ x: clientX, y: clientY })}
        off={false}
      />
    </div>
  );
}

type ToolProps = { label: string; path: string; act: (event: MouseEvent) => void; off: boolean };

function Tool({ label, path, act, off }: ToolProps) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} disabled={off} onClick={act}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}

function placeName(
  { top, left, bottom, right }: ReturnType<typeof blockOf>,
  rows: number,
  columns: number,
): string {
  const [from, to] = [columnLetters(left), columnLetters(right)];
  if (bottom - top + 1 >= rows) return from === to ? `${from}:${from}` : `${from}:${to}`;
  if (right - left + 1 >= columns) return `${top + 1}:${bottom + 1}`;
  return top === bottom && left === right ? `${from}${top + 1}` : `${from}${top + 1}:${to}${bottom + 1}`;
}
