import type { Cell } from '../cell.js';

/** A table as people keep it: rows of cells, whatever stands above its header. */
export type Table = {
  rows: Cell[][];
  /** Cells of a CSV file may carry the apostrophe that keeps a spreadsheet from calculating them. */
  escaped: boolean;
  /** Which tab it is; null where the file has none. */
  tab: string | null;
};

/** Beyond these a file is refused, before or while it is read. */
export const LIMITS = {
  /** Bytes of the file. */
  bytes: 20 * 2 ** 20,
  /** Bytes of all that a zipped file unpacks to. */
  unpacked: 300 * 2 ** 20,
  rows: 50_001,
  columns: 300,
  /** Runs of one import: each change of a run writes them all. */
  runs: 5000,
} as const;
