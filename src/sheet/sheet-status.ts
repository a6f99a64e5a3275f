import type { SheetFailure } from './google/sheet-failure.js';
import type { Conflict } from './memory/memory-data.js';
import type { RefusedRow } from './runs-tab/write-in-halves.js';

/** How it is with the sheet, for whoever asks. */
export type SheetStatus = {
  /** Runs whose last change is not in the sheet yet. */
  pending: number;
  /** ISO 8601. */
  lastSync: string | undefined;
  lastError: string | undefined;
  /** Why the sheet is behind; undefined while it is written. */
  failure: SheetFailure | undefined;
  /** Whether nothing changes until people do something. */
  needsPeople: boolean;
  /** Runs whose row people deleted, by number. */
  deleted: readonly string[];
  /** Rows that Google does not take, and why; they are tried again when their run changes. */
  refused: readonly RefusedRow[];
  /** Cells of Labmate's that people changed, oldest first. */
  conflicts: readonly Conflict[];
};
