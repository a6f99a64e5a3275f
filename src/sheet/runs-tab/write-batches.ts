import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import type { Run } from '../../runs/run.js';
import type { Cell } from '../cell.js';

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
/** Of JSON around each cell: names of types, and an address now and then. */
const AROUND = 60;

/** Cuts writes into requests, each made when it is asked for. */
export function* batches(writes: Iterable<RowWrite>): Iterable<RowWrite[]> {
  let batch: RowWrite[] = [];
  let bytes = 0;
  for (const write of writes) {
    const size = [...write.cells.values()].reduce<number>(
      (sum, cell) => sum + AROUND + (typeof cell === 'string' ? Buffer.byteLength(cell) : 8),
      0,
    );
    if (batch.length > 0 && bytes + size > MOST_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(write);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** Cells of rows that are there, a request for each stretch of neighbours, those between are not touched; then new rows. */
export function toRequests(sheetId: number, batch: readonly RowWrite[]): sheets_v4.Schema$Request[] {
  const fields = 'userEnteredValue';
  const old = batch.flatMap(({ row, cells }) => {
    const stretches: { left: number; values: sheets_v4.Schema$CellData[] }[] = [];
    for (const [at, cell] of row < 0 ? [] : [...cells].sort(([a], [b]) => a - b)) {
      const last = stretches.at(-1);
      if (last && at === last.left + last.values.length) last.values.push(toCellData(cell));
      else stretches.push({ left: at, values: [toCellData(cell)] });
    }
    return stretches.map(({ left, values }) => ({
      updateCells: { start: { sheetId, rowIndex: row, columnIndex: left }, rows: [{ values }], fields },
    }));
  });
  const rows = batch.filter(({ row }) => row < 0).map(toRowData);
  return rows.length > 0 ? [...old, { appendCells: { sheetId, rows, fields } }] : old;
}

function toRowData({ cells }: RowWrite): sheets_v4.Schema$RowData {
  const width = Math.max(...cells.keys()) + 1;
  return { values: Array.from({ length: width }, (_, at) => toCellData(cells.get(at) ?? '')) };
}

/** As with RAW, a text stays one, whatever it looks like. */
function toCellData(cell: Cell): sheets_v4.Schema$CellData {
  if (cell === '') return {};
  if (typeof cell === 'string') return { userEnteredValue: { stringValue: cell } };
  return { userEnteredValue: typeof cell === 'number' ? { numberValue: cell } : { boolValue: cell } };
}
