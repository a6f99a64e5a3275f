import type { RefObject } from 'preact';
import { at, wholeColumns, wholeRows, type Spot } from './sheet-selection.js';
import type { Board } from './use-board.js';

type Parts = {
  board: Board;
  scroller: RefObject<HTMLDivElement | null>;
  hadFocus: { current: boolean };
  setHovered: (spot: Spot | undefined) => void;
};

const LEAST_WIDTH = 32;

const find = (event: Event, attribute: string): HTMLElement | undefined =>
  event.target instanceof Element
    ? (event.target.closest<HTMLElement>(`[data-${attribute}]`) ?? undefined)
    : undefined;

const numberOf = (element: HTMLElement | undefined, name: string): number | undefined => {
  const value = element?.dataset[name];
  return value === undefined ? undefined : Number(value);
};

function spotOf(event: Event): Spot | undefined {
  const [row, column] = (find(event, 'cell')?.dataset.cell ?? '').split(',').map(Number);
  return row === undefined || column === undefined ? undefined : { row, column };
}

/** What the mouse and fingers do in the sheet. A finger marks when it is lifted, since it may be about to scroll. */
export function sheetPointer({ board, scroller, hadFocus, setHovered }: Parts) {
  const { model } = board;
  const focus = (): void => {
    hadFocus.current = true;
    const take = (): void =>
      scroller.current?.querySelector<HTMLElement>('.sheet-editor')?.focus({ preventScroll: true });
    take();
    // The field may stand in another pane once this has been drawn.
    requestAnimationFrame(take);
  };
  const mark = (event: PointerEvent | MouseEvent): boolean => {
    const spot = spotOf(event);
    const column = numberOf(find(event, 'column'), 'column');
    const row = numberOf(find(event, 'row'), 'row');
    const { active } = board.selection();
    const extend = event.shiftKey;
    if (spot) board.select({ active: extend ? active : spot, end: spot });
    else if (column !== undefined) board.select(wholeColumns(model, extend ? active.column : column, column));
    else if (row !== undefined) board.select(wholeRows(model, extend ? active.row : row, row));
    else if (find(event, 'all'))
      board.select({
        active: { row: 0, column: 0 },
        end: { row: model.tab.row_count - 1, column: model.tab.column_count - 1 },
      });
    else return false;
    return true;
  };
  const isEditor = (event: Event): boolean =>
    event.target instanceof Element && event.target.classList.contains('sheet-editor');

  return {
    onPointerDown(event: PointerEvent): void {
      if (event.pointerType !== 'mouse' || isEditor(event)) return;
      const resized = find(event, 'resize');
      if (resized) {
        event.preventDefault();
        resize(event, resized, board);
        return;
      }
      // Marking may scroll, and a link that moves away under the mouse is not clicked.
      if (find(event, 'filter') || (event.target instanceof Element && event.target.closest('a'))) return;
      // A click on what is marked already opens the menu for all of it.
      if (event.button === 2 && isMarked(board, event)) return;
      if (mark(event)) {
        event.preventDefault();
        focus();
      }
    },
    // The browser would take the keyboard away from the field that types into cells.
    onMouseDown(event: MouseEvent): void {
      const isOurs = ['cell', 'column', 'row', 'all'].some((name) => find(event, name));
      if (isOurs && !isEditor(event)) event.preventDefault();
    },
    onPointerMove(event: PointerEvent): void {
      if (event.pointerType !== 'mouse' || event.buttons !== 1 || isEditor(event) || board.draft) return;
      const { active, end } = board.selection();
      const spot = spotOf(event);
      if (spot && (spot.row !== end.row || spot.column !== end.column)) board.select({ active, end: spot });
    },
    onPointerOver(event: PointerEvent): void {
      if (event.pointerType !== 'mouse') return;
      const spot = spotOf(event);
      setHovered(spot && model.note(spot.row, spot.column) !== '' ? spot : undefined);
    },
    onPointerLeave: () => setHovered(undefined),
    onClick(event: MouseEvent): void {
      const column = numberOf(find(event, 'filter'), 'filter');
      if (column !== undefined) {
        board.select(at(model.filterRow ?? 0, column));
        board.ask({ kind: 'filter', column });
        return;
      }
      if ((event as PointerEvent).pointerType === 'mouse' || event.detail === 0) return;
      const spot = spotOf(event);
      const { active } = board.selection();
      // A second tap on a cell types into it, in the bar: there the screen's keyboard hides nothing.
      if (spot?.row === active.row && spot.column === active.column)
        document.querySelector<HTMLElement>('.sheet-bar-text')?.focus();
      else mark(event);
    },
    onDblClick(event: MouseEvent): void {
      if (!isEditor(event) && spotOf(event)) board.begin(undefined, { quick: false, bar: false });
    },
    onContextMenu(event: MouseEvent): void {
      if (board.draft) return;
      event.preventDefault();
      if (!isEditor(event) && !isMarked(board, event)) mark(event);
      board.openMenu({ x: event.clientX, y: event.clientY });
    },
  };
}

function isMarked(board: Board, event: Event): boolean {
  const { active, end } = board.selection();
  const [top, bottom] = [Math.min(active.row, end.row), Math.max(active.row, end.row)];
  const [left, right] = [Math.min(active.column, end.column), Math.max(active.column, end.column)];
  const spot = spotOf(event);
  const column = numberOf(find(event, 'column'), 'column');
  const row = numberOf(find(event, 'row'), 'row');
  if (spot) return spot.row >= top && spot.row <= bottom && spot.column >= left && spot.column <= right;
  if (column !== undefined)
    return column >= left && column <= right && bottom - top + 1 === board.model.tab.row_count;
  return (
    row !== undefined && row >= top && row <= bottom && right - left + 1 === board.model.tab.column_count
  );
}

/** The head shows the width while it is dragged; the column takes it when the mouse lets go. */
function resize(event: PointerEvent, handle: HTMLElement, board: Board): void {
  const column = Number(handle.dataset.resize);
  const head = handle.parentElement;
  if (!head) return;
  const before = head.offsetWidth;
  const width = ({ clientX }: PointerEvent): number =>
    Math.round(Math.max(LEAST_WIDTH, before + clientX - event.clientX));
  const end = new AbortController();
  const { signal } = end;
  window.addEventListener('pointermove', (moved) => (head.style.width = `${width(moved)}px`), { signal });
  window.addEventListener(
    'pointerup',
    (up) => {
      end.abort();
      const size = width(up);
      if (size === before) return;
      const { id: tab } = board.model.tab;
      board.run({ kind: 'look', tab, dimension: 'COLUMNS', at: column, count: 1, size });
    },
    { signal },
  );
}
