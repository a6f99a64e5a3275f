import { useMemo } from 'preact/hooks';
import { SheetRow } from './sheet-cells.js';
import { SheetEditor } from './sheet-editor.js';
import { stretch, type Band } from './sheet-lines.js';
import { blockOf } from './sheet-selection.js';
import type { Block } from './sheet-spans.js';
import type { Board } from './use-board.js';

type Window = readonly [number, number];
type Props = {
  board: Board;
  name: 'corner' | 'top' | 'side' | 'body';
  rows: Band;
  columns: Band;
  rowWindow: Window;
  columnWindow: Window;
  filterLabel: (name: string) => string;
  holdsFocus: () => boolean;
};

const slice = ({ lines }: Band, [from, to]: Window) => lines.slice(from, to);

/** A part of the tab: what is frozen at the top, at the side or both, or the rest. Only what is in the window is drawn. */
export function SheetPane(props: Props) {
  const { board, name, rows, columns, rowWindow, columnWindow, filterLabel, holdsFocus } = props;
  const shownColumns = useMemo(() => slice(columns, columnWindow), [columns, ...columnWindow]);
  if (rows.length === 0 || columns.length === 0) return null;
  const selection = board.selection();
  const { row, column } = selection.active;
  const marked = box(rows, columns, blockOf(selection));
  const active = box(rows, columns, { top: row, bottom: row, left: column, right: column });
  return (
    <div
      role="rowgroup"
      class={`sheet-pane ${name}`}
      style={{ width: `${columns.length}px`, height: `${rows.length}px` }}
    >
      {slice(rows, rowWindow).map((line) => (
        <SheetRow
          key={line.index}
          model={board.model}
          line={line}
          columns={shownColumns}
          filterLabel={filterLabel}
        />
      ))}
      {marked && <Frame kind="sheet-marked" {...marked} />}
      {active && <Frame kind="sheet-active" {...active} />}
      {active && <SheetEditor board={board} box={active} holdsFocus={holdsFocus} />}
    </div>
  );
}

function box(rows: Band, columns: Band, { top, bottom, left, right }: Block) {
  const down = stretch(rows, top, bottom);
  const across = stretch(columns, left, right);
  return down && across && { top: down.start, height: down.size, left: across.start, width: across.size };
}

type FrameProps = { kind: string; top: number; left: number; width: number; height: number };

function Frame({ kind, top, left, width, height }: FrameProps) {
  const style = { top: `${top}px`, left: `${left}px`, width: `${width}px`, height: `${height}px` };
  return <div class={kind} style={style} />;
}
