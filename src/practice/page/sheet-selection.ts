import { neighbour } from './sheet-lines.js';
import type { SheetModel } from './sheet-model.js';
import type { Block } from './sheet-spans.js';

export type Spot = { row: number; column: number };
/** The cell that is typed into, and the other end of what is marked. */
export type Selection = { active: Spot; end: Spot };

export const at = (row: number, column: number): Selection => ({
  active: { row, column },
  end: { row, column },
});

export const blockOf = ({ active, end }: Selection): Block => ({
  top: Math.min(active.row, end.row),
  bottom: Math.max(active.row, end.row),
  left: Math.min(active.column, end.column),
  right: Math.max(active.column, end.column),
});

export const wholeRows = ({ tab }: SheetModel, from: number, to: number): Selection => ({
  active: { row: from, column: 0 },
  end: { row: to, column: tab.column_count - 1 },
});

export const wholeColumns = ({ tab }: SheetModel, from: number, to: number): Selection => ({
  active: { row: 0, column: from },
  end: { row: tab.row_count - 1, column: to },
});

/** A spot so many shown rows and columns away. */
export const moved = (model: SheetModel, { row, column }: Spot, rows: number, columns: number): Spot => ({
  row: rows === 0 ? row : neighbour(model.shownRows, row, rows),
  column: columns === 0 ? column : neighbour(model.shownColumns, column, columns),
});

/** To the last filled cell in a direction, over a gap to the next filled one, or to the edge: as Ctrl and an arrow do. */
export function leapt(model: SheetModel, from: Spot, rows: number, columns: number): Spot {
  const isFilled = ({ row, column }: Spot) => model.cell(row, column) !== null;
  const next = (spot: Spot): Spot | undefined => {
    const to = moved(model, spot, rows, columns);
    return to.row === spot.row && to.column === spot.column ? undefined : to;
  };
  let spot = next(from);
  if (!spot) return from;
  const along = isFilled(from) && isFilled(spot);
  for (;;) {
    const further = next(spot);
    if (!further) return spot;
    if (along ? !isFilled(further) : isFilled(spot)) return spot;
    spot = further;
  }
}

/** What is left of a selection in a tab that may have become smaller. */
export function within({ active, end }: Selection, { tab }: SheetModel): Selection {
  const clamp = ({ row, column }: Spot): Spot => ({
    row: Math.min(row, tab.row_count - 1),
    column: Math.min(column, tab.column_count - 1),
  });
  return { active: clamp(active), end: clamp(end) };
}
