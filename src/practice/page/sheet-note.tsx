import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { SheetModel } from './sheet-model.js';
import type { Spot } from './sheet-selection.js';

const WIDTH = 270;

type Props = {
  model: SheetModel;
  spot: Spot;
  scroller: RefObject<HTMLDivElement | null>;
  /** Where the frozen part ends: a cell under it is not seen. */
  edge: { top: number; left: number };
  /** Another one when the sheet was scrolled. */
  view: unknown;
};

/** The note of the cell that is pointed at or marked, beside it; on a phone below. */
export function SheetNote({ model, spot, scroller, edge, view }: Props) {
  const [place, setPlace] = useState<{ left: number; top: number }>();
  const note = model.note(spot.row, spot.column);
  useLayoutEffect(() => {
    const frame = scroller.current?.getBoundingClientRect();
    const cell = scroller.current
      ?.querySelector(`[data-cell="${spot.row},${spot.column}"]`)
      ?.getBoundingClientRect();
    const isSeen =
      frame &&
      cell &&
      cell.left < frame.right &&
      cell.top < frame.bottom &&
      (cell.bottom > frame.top + edge.top || spot.row < model.tab.frozen_rows) &&
      (cell.right > frame.left + edge.left || spot.column < model.tab.frozen_columns);
    if (note === '' || !isSeen) return setPlace(undefined);
    const right = cell.right + 6;
    setPlace({
      left: right + WIDTH < window.innerWidth ? right : Math.max(8, cell.left - WIDTH - 6),
      top: Math.max(8, Math.min(cell.top, window.innerHeight - 160)),
    });
  }, [note, spot.row, spot.column, model, view]);
  if (!place || note === '') return null;
  return (
    <div class="sheet-note" role="tooltip" style={{ left: `${place.left}px`, top: `${place.top}px` }}>
      {note}
    </div>
  );
}
