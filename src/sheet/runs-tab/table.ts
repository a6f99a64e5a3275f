import type { Layout } from './layout.js';
import type { TableRow } from './match-rows.js';
import type { Grid } from '../google/sheet-tab.js';

/** Of a row that was not asked for, only where it is. */
export type FoundRow = { row: number; cells: readonly unknown[] | undefined };

/** The table as it was just read. */
export type Table = {
  grid: Grid;
  layout: Layout;
  /** By run number. */
  found: Map<string, FoundRow>;
  /** Rows that bear no run's number, or one that may be wrong; only where the whole tab was read. */
  loose: TableRow[];
};
