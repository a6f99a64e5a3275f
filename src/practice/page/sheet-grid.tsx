import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ColumnHeads, RowHeads } from './sheet-heads.js';
import { stretch, windowOf } from './sheet-lines.js';
import { SheetNote } from './sheet-note.js';
import { SheetPane } from './sheet-pane.js';
import { blockOf, type Spot } from './sheet-selection.js';
import type { SheetStrings } from './sheet-strings.js';
import { sheetPointer } from './sheet-pointer.js';
import type { Board } from './use-board.js';

const HEAD_HEIGHT = 24;
const HEAD_WIDTH = 46;
const STEPS = { rows: 5, columns: 2 };

/** The tab: letters, numbers, four panes of which up to three are frozen, and only as much of them as is seen. */
export function SheetGrid({ board, words }: { board: Board; words: SheetStrings }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, left: 0, width: 1200, height: 800 });
  const [hovered, setHovered] = useState<Spot>();
  const hadFocus = useRef(false);
  const { model } = board;
  const { frozenRows, rows, frozenColumns, columns } = model;

  const look = (): void => {
    const { current } = scroller;
    if (!current) return;
    const { scrollTop: top, scrollLeft: left, clientWidth: width, clientHeight: height } = current;
    setView({ top, left, width, height });
  };
  useEffect(() => {
    const { current } = scroller;
    if (!current) return undefined;
    const observer = new ResizeObserver(look);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);

  const selection = board.selection();
  const block = blockOf(selection);
  const { end } = selection;
  useLayoutEffect(() => {
    const { current } = scroller;
    if (!current) return;
    const across = stretch(columns, end.column, end.column);
    const down = stretch(rows, end.row, end.row);
    const isTall = block.bottom - block.top + 1 >= model.tab.row_count;
    const seen = {
      width: current.clientWidth - HEAD_WIDTH - frozenColumns.length,
      height: current.clientHeight - HEAD_HEIGHT - frozenRows.length,
    };
    const isWide = block.right - block.left + 1 >= model.tab.column_count;
    if (across && !isWide) current.scrollLeft = near(current.scrollLeft, seen.width, across);
    if (down && !isTall) current.scrollTop = near(current.scrollTop, seen.height, down);
  }, [end.row, end.column, model.tab.id]);

  const shown = {
    rows: windowOf(rows, view.top, view.top + view.height, STEPS.rows),
    columns: windowOf(columns, view.left, view.left + view.width, STEPS.columns),
    frozenRows: [0, frozenRows.lines.length] as const,
    frozenColumns: [0, frozenColumns.lines.length] as const,
  };
  const common = { board, filterLabel: words.filterColumn, holdsFocus: () => hadFocus.current };
  const corner = { width: `${HEAD_WIDTH}px`, height: `${HEAD_HEIGHT}px` };
  const top = HEAD_HEIGHT + frozenRows.length;
  const left = HEAD_WIDTH + frozenColumns.length;
  return (
    <div
      ref={scroller}
      class="sheet-scroll"
      role="grid"
      aria-label={words.grid}
      aria-rowcount={model.tab.row_count}
      aria-colcount={model.tab.column_count}
      aria-multiselectable="true"
      onScroll={look}
      onFocusIn={() => (hadFocus.current = true)}
      onFocusOut={({ relatedTarget }) => {
        // A field that goes because the cell moved into another pane has no successor yet.
        if (relatedTarget) hadFocus.current = false;
      }}
      {...sheetPointer({ board, scroller, hadFocus, setHovered })}
    >
      <div
        class="sheet-canvas"
        style={{
          gridTemplateColumns: `${HEAD_WIDTH}px ${frozenColumns.length}px ${columns.length}px`,
          gridTemplateRows: `${HEAD_HEIGHT}px ${frozenRows.length}px ${rows.length}px`,
        }}
      >
        <div class="sheet-stuck both" data-all style={{ ...corner, top: 0, left: 0 }} />
        <div class="sheet-stuck both" style={{ top: 0, left: `${HEAD_WIDTH}px`, gridArea: '1 / 2' }}>
          <ColumnHeads band={frozenColumns} window={shown.frozenColumns} block={block} />
        </div>
        <div class="sheet-stuck down" style={{ top: 0, gridArea: '1 / 3' }}>
          <ColumnHeads band={columns} window={shown.columns} block={block} />
        </div>
        <div class="sheet-stuck both" style={{ top: `${HEAD_HEIGHT}px`, left: 0, gridArea: '2 / 1' }}>
          <RowHeads band={frozenRows} window={shown.frozenRows} block={block} />
        </div>
        <div class="sheet-stuck across" style={{ left: 0, gridArea: '3 / 1' }}>
          <RowHeads band={rows} window={shown.rows} block={block} />
        </div>
        <div
          class="sheet-stuck both"
          style={{ top: `${HEAD_HEIGHT}px`, left: `${HEAD_WIDTH}px`, gridArea: '2 / 2' }}
        >
          <SheetPane
            {...common}
            name="corner"
            rows={frozenRows}
            columns={frozenColumns}
            rowWindow={shown.frozenRows}
            columnWindow={shown.frozenColumns}
          />
        </div>
        <div class="sheet-stuck down" style={{ top: `${HEAD_HEIGHT}px`, gridArea: '2 / 3' }}>
          <SheetPane
            {...common}
            name="top"
            rows={frozenRows}
            columns={columns}
            rowWindow={shown.frozenRows}
            columnWindow={shown.columns}
          />
        </div>
        <div class="sheet-stuck across" style={{ left: `${HEAD_WIDTH}px`, gridArea: '3 / 2' }}>
          <SheetPane
            {...common}
            name="side"
            rows={rows}
            columns={frozenColumns}
            rowWindow={shown.rows}
            columnWindow={shown.frozenColumns}
          />
        </div>
        <div class="sheet-plain" style={{ gridArea: '3 / 3' }}>
          <SheetPane
            {...common}
            name="body"
            rows={rows}
            columns={columns}
            rowWindow={shown.rows}
            columnWindow={shown.columns}
          />
        </div>
      </div>
      <SheetNote
        model={model}
        spot={hovered ?? selection.active}
        scroller={scroller}
        edge={{ top, left }}
        view={view}
      />
    </div>
  );
}

/** Where to scroll so that a stretch is seen: not at all where it is. */
function near(now: number, seen: number, { start, size }: { start: number; size: number }): number {
  if (start < now) return start;
  return start + size > now + seen ? Math.min(start, start + size - seen) : now;
}
