import { useLayoutEffect, useRef } from 'preact/hooks';
import { columnLetters } from './sheet-format.js';
import { onSheetKey } from './sheet-keys.js';
import type { Board } from './use-board.js';

type Props = {
  board: Board;
  box: { left: number; top: number; width: number; height: number };
  /** Takes the keyboard where the sheet has it, also when it moves into another pane. */
  holdsFocus: () => boolean;
};

/**
 * Stands on the active cell and holds the keyboard, unseen until something is typed: an input method needs a field to
 * compose in before the first key arrives.
 */
export function SheetEditor({ board, box, holdsFocus }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { draft, model } = board;
  const { row, column } = board.selection().active;
  const isOpen = draft !== undefined && !draft.bar;
  useLayoutEffect(() => {
    if (holdsFocus()) field.current?.focus({ preventScroll: true });
  }, []);
  useLayoutEffect(() => {
    const { current } = field;
    if (!isOpen || !current) return;
    if (document.activeElement !== current) current.focus({ preventScroll: true });
    if (!draft.quick) current.setSelectionRange(current.value.length, current.value.length);
  }, [isOpen]);
  const lines = draft?.text.split('\n').length ?? 1;
  const insert = (text: string): void => {
    const { current } = field;
    if (!current) return;
    current.setRangeText(text, current.selectionStart, current.selectionEnd, 'end');
    board.typed(current.value);
  };
  return (
    <textarea
      ref={field}
      class={isOpen ? 'sheet-editor open' : 'sheet-editor'}
      aria-label={`${columnLetters(column)}${row + 1} ${model.text(row, column)}`}
      spellcheck={false}
      autocomplete="off"
      value={isOpen ? draft.text : ''}
      style={{
        left: `${box.left}px`,
        top: `${box.top}px`,
        width: `${isOpen ? Math.max(box.width, 220) : box.width}px`,
        height: `${isOpen ? Math.max(box.height, Math.min(lines + Math.floor((draft?.text.length ?? 0) / 34), 8) * 20 + 8) : box.height}px`,
      }}
      onInput={({ currentTarget: { value } }) => {
        if (isOpen) board.typed(value);
        else board.begin(value, { quick: true, bar: false });
      }}
      onKeyDown={(event) => onSheetKey(event, board, insert)}
      onBlur={({ relatedTarget }) => {
        if (!(relatedTarget instanceof HTMLElement && relatedTarget.classList.contains('sheet-bar-text')))
          board.commit();
      }}
      onCopy={(event) => {
        if (isOpen) return;
        event.preventDefault();
        event.clipboardData?.setData('text/plain', board.copy());
      }}
      onCut={(event) => {
        if (isOpen) return;
        event.preventDefault();
        event.clipboardData?.setData('text/plain', board.copy());
        board.clear();
      }}
      onPaste={(event) => {
        if (isOpen) return;
        event.preventDefault();
        board.paste(event.clipboardData?.getData('text/plain') ?? '');
      }}
    />
  );
}
