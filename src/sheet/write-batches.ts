import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import type { Run } from '../runs/run.js';
import { cellRange } from './a1.js';
import type { Cell } from './cell.js';

/** Cells of one row, by column. */
export type RowWrite = {
  /** -1: a new one. */
  row: number;
  cells: ReadonlyMap<number, Cell>;
  /** Whose row it is, where that is what is written. */
  run?: Run;
};

/** Google advises at most 2 MB a request; JSON of Korean texts takes three bytes a character. */
const MOST_BYTES = 1_500_000;
/** Of JSON around each cell: an address for those of old rows, type names for those of new ones. */
const AROUND = { old: 24, new: 44 };

/** Cuts writes into requests. */
export function batches(writes: readonly RowWrite[], kind: 'old' | 'new'): RowWrite[][] {
  const cut: RowWrite[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const write of writes) {
    const size = [...write.cells.values()].reduce<number>(
      (sum, cell) => sum + AROUND[kind] + (typeof cell === 'string' ? Buffer.byteLength(cell) : 8),
      0,
    );
    if (bytes + size > MOST_BYTES) {
      cut.push([]);
      bytes = 0;
    }
    cut.at(-1)?.push(write);
    bytes += size;
  }
  return cut;
}

/** One range for each stretch of neighbouring cells; those between are not touched. */
export function toValueRanges(title: string, batch: readonly RowWrite[]): sheets_v4.Schema$ValueRange[] {
  return batch.flatMap(({ row, cells }) => {
    const stretches: { left: number; values: Cell[] }[] = [];
    for (const [at, cell] of [...cells].sort(([a], [b]) => a - b)) {
      const last = stretches.at(-1);
      if (last && at === last.left + last.values.length) last.values.push(cell);
      else stretches.push({ left: at, values: [cell] });
    }
    return stretches.map(({ left, values }) => ({
      range: cellRange(title, { top: row, left, bottom: row, right: left + values.length - 1 }),
      values: [values],
    }));
  });
}

/** A new row; as with RAW, a text stays one, whatever it looks like. */
export function toRowData({ cells }: RowWrite): sheets_v4.Schema$RowData {
  const width = Math.max(...cells.keys()) + 1;
  return {
    values: Array.from({ length: width }, (_, at) => {
      const cell = cells.get(at);
      if (cell === undefined || cell === '') return {};
      if (typeof cell === 'string') return { userEnteredValue: { stringValue: cell } };
      return { userEnteredValue: typeof cell === 'number' ? { numberValue: cell } : { boolValue: cell } };
    }),
  };
}
