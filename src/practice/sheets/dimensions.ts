import { z } from 'zod';
import { GoogleError } from './google-error.js';
import { shiftRanges } from './shift-ranges.js';
import { eachLayer, resize, type Cell, type LineLook, type Tab } from './workbook.js';

const dimension = z.enum(['ROWS', 'COLUMNS']);
export type Dimension = z.infer<typeof dimension>;

export const dimensionRangeSchema = z.object({
  sheetId: z.number().int().default(0),
  dimension,
  startIndex: z.number().int().min(0).default(0),
  endIndex: z.number().int().min(0).optional(),
});
type DimensionRange = z.infer<typeof dimensionRangeSchema>;

/** Rows as long as the grid is wide, so that columns can be cut and moved. */
const padded = (rows: readonly Cell[][], columns: number): Cell[][] =>
  rows.map((cells) => [...cells, ...Array<Cell>(columns - cells.length).fill(null)]);

/** Hidden rows and widths of columns go where their lines go. */
function eachLook(tab: Tab, dimension: Dimension, change: (looks: LineLook[]) => LineLook[]): void {
  if (dimension === 'ROWS') tab.rowLooks = change(tab.rowLooks);
  else tab.columnLooks = change(tab.columnLooks);
}

const sizeOf = (tab: Tab, range: DimensionRange): number =>
  range.dimension === 'ROWS' ? tab.rowCount : tab.columnCount;

function bounds(tab: Tab, range: DimensionRange): { start: number; end: number } {
  const size = sizeOf(tab, range);
  const end = Math.min(range.endIndex ?? size, size);
  if (range.startIndex >= size || range.startIndex >= end) {
    throw new GoogleError(
      400,
      `Cannot use ${range.dimension.toLowerCase()} ${range.startIndex} to ${end} of ${size}.`,
    );
  }
  return { start: range.startIndex, end };
}

/** appendDimension: adds rows at the bottom or columns at the right. */
export function appendDimension(tab: Tab, kind: 'ROWS' | 'COLUMNS', length: number): void {
  resize(
    tab,
    tab.rowCount + (kind === 'ROWS' ? length : 0),
    tab.columnCount + (kind === 'COLUMNS' ? length : 0),
  );
}

/** insertDimension: opens empty rows or columns before `startIndex`. Throws GoogleError 400. */
export function insertDimension(tab: Tab, range: DimensionRange): void {
  const { startIndex: start, endIndex = start + 1 } = range;
  if (start > sizeOf(tab, range) || endIndex <= start) {
    throw new GoogleError(400, `Cannot insert ${range.dimension.toLowerCase()} at ${start}.`);
  }
  const length = endIndex - start;
  shiftRanges(tab, range.dimension, { kind: 'insert', at: start, count: length });
  eachLook(tab, range.dimension, (looks) =>
    looks.length > start ? looks.toSpliced(start, 0, ...Array<LineLook>(length).fill(null)) : looks,
  );
  if (range.dimension === 'ROWS') {
    eachLayer(tab, (rows) => {
      if (rows.length <= start) return rows;
      return rows.toSpliced(start, 0, ...Array.from({ length }, (): Cell[] => []));
    });
    resize(tab, tab.rowCount + length, tab.columnCount);
  } else {
    eachLayer(tab, (rows) =>
      padded(rows, tab.columnCount).map((cells) =>
        cells.toSpliced(start, 0, ...Array<Cell>(length).fill(null)),
      ),
    );
    resize(tab, tab.rowCount, tab.columnCount + length);
  }
}

/** deleteDimension. Throws GoogleError 400 when nothing would be left. */
export function deleteDimension(tab: Tab, range: DimensionRange): void {
  const { start, end } = bounds(tab, range);
  const length = end - start;
  if (length >= sizeOf(tab, range)) {
    throw new GoogleError(400, `You can't delete all the ${range.dimension.toLowerCase()} on the sheet.`);
  }
  shiftRanges(tab, range.dimension, { kind: 'delete', at: start, count: length });
  eachLook(tab, range.dimension, (looks) => looks.toSpliced(start, length));
  if (range.dimension === 'ROWS') {
    eachLayer(tab, (rows) => rows.toSpliced(start, length));
    resize(tab, tab.rowCount - length, tab.columnCount);
  } else {
    eachLayer(tab, (rows) => rows.map((cells) => cells.toSpliced(start, length)));
    resize(tab, tab.rowCount, tab.columnCount - length);
  }
}

/** moveDimension: `destination` counts before the move, as Google does. Throws GoogleError 400. */
export function moveDimension(tab: Tab, range: DimensionRange, destination: number): void {
  const { start, end } = bounds(tab, range);
  const move = <T>(list: readonly T[]): T[] => {
    const moved = list.slice(start, end);
    const rest = list.toSpliced(start, end - start);
    return rest.toSpliced(destination > start ? destination - (end - start) : destination, 0, ...moved);
  };
  shiftRanges(tab, range.dimension, { kind: 'move', at: start, count: end - start, to: destination });
  eachLook(tab, range.dimension, (looks) =>
    looks.length === 0
      ? looks
      : move([...looks, ...Array<LineLook>(Math.max(0, sizeOf(tab, range) - looks.length)).fill(null)]),
  );
  if (range.dimension === 'COLUMNS') {
    eachLayer(tab, (rows) => padded(rows, tab.columnCount).map(move));
  } else {
    eachLayer(tab, (rows) => {
      const missing = Math.max(0, Math.max(end, destination) - rows.length);
      return move([...rows, ...Array.from({ length: missing }, (): Cell[] => [])]);
    });
  }
}

export const dimensionPropertiesSchema = z.object({
  range: dimensionRangeSchema,
  properties: z.looseObject({
    hiddenByUser: z.boolean().optional(),
    pixelSize: z.number().int().positive().optional(),
  }),
  fields: z.string(),
});

/** updateDimensionProperties: what is hidden, and sizes. Throws GoogleError 400. */
export function updateDimension(
  tab: Tab,
  { range, properties, fields }: z.infer<typeof dimensionPropertiesSchema>,
): void {
  const { start, end } = bounds(tab, range);
  const listed = (name: string) => fields === '*' || fields.includes(name);
  eachLook(tab, range.dimension, (looks) => {
    const next = [...looks, ...Array<LineLook>(Math.max(0, end - looks.length)).fill(null)];
    for (let at = start; at < end; at += 1)
      next[at] = {
        ...next[at],
        ...(listed('hiddenByUser') && { hidden: properties.hiddenByUser ?? false }),
        ...(listed('pixelSize') && { size: properties.pixelSize }),
      };
    return next;
  });
}
