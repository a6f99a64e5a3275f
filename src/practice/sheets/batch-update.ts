import { z } from 'zod';
import {
  appendCells,
  appendCellsSchema,
  gridRangeSchema,
  repeatCell,
  repeatCellSchema,
  sortRange,
  sortRangeSchema,
  tabById,
  updateCells,
  updateCellsSchema,
} from './cell-requests.js';
import {
  appendDimension,
  deleteDimension,
  dimensionPropertiesSchema,
  dimensionRangeSchema,
  insertDimension,
  moveDimension,
  updateDimension,
} from './dimensions.js';
import { GoogleError } from './google-error.js';
import { sheetProperties } from './describe.js';
import { newTab, resize, type Spreadsheet } from './workbook.js';

const gridProperties = z.object({
  rowCount: z.number().int().optional(),
  columnCount: z.number().int().optional(),
  frozenRowCount: z.number().int().optional(),
  frozenColumnCount: z.number().int().optional(),
});
const tabProperties = z.object({
  sheetId: z.number().int().optional(),
  title: z.string().min(1).max(100).optional(),
  index: z.number().int().min(0).optional(),
  gridProperties: gridProperties.optional(),
});
type TabProperties = z.infer<typeof tabProperties>;

const record = z.record(z.string(), z.unknown());
const ranged = z.looseObject({ range: gridRangeSchema.optional() });

type Reply = Record<string, unknown>;
type Handler = (spreadsheet: Spreadsheet, body: unknown) => Reply;

/** A kind of request: its shape, and what it does to the spreadsheet. */
const kind =
  <T>(schema: z.ZodType<T>, apply: (spreadsheet: Spreadsheet, body: T) => Reply | void): Handler =>
  (spreadsheet, body) =>
    apply(spreadsheet, schema.parse(body)) ?? {};

const nextId = (spreadsheet: Spreadsheet): number =>
  Math.max(...spreadsheet.tabs.map((tab) => tab.sheetId)) + 1;

function checkTitle(spreadsheet: Spreadsheet, title: string): void {
  if (spreadsheet.tabs.some((tab) => tab.title.toLowerCase() === title.toLowerCase())) {
    throw new GoogleError(400, `A sheet with the name "${title}" already exists. Please enter another name.`);
  }
}

function addSheet(spreadsheet: Spreadsheet, properties: TabProperties): Reply {
  const { title = `Sheet${spreadsheet.tabs.length + 1}`, sheetId = nextId(spreadsheet), index } = properties;
  checkTitle(spreadsheet, title);
  if (spreadsheet.tabs.some((tab) => tab.sheetId === sheetId)) {
    throw new GoogleError(400, `A sheet with the id ${sheetId} already exists.`);
  }
  const grid = properties.gridProperties ?? {};
  const tab = newTab(sheetId, title, grid.rowCount, grid.columnCount);
  tab.frozenRowCount = grid.frozenRowCount ?? 0;
  tab.frozenColumnCount = grid.frozenColumnCount ?? 0;
  spreadsheet.tabs.splice(index ?? spreadsheet.tabs.length, 0, tab);
  return { addSheet: { properties: sheetProperties(spreadsheet, tab) } };
}

function updateSheet(spreadsheet: Spreadsheet, properties: TabProperties, fields: string): void {
  if (fields.trim() === '') {
    throw new GoogleError(
      400,
      "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
    );
  }
  const tab = tabById(spreadsheet, properties.sheetId ?? 0);
  const names = fields.split(',').map((name) => name.trim());
  const listed = (name: string): boolean =>
    names.some((field) => field === '*' || field === name || name.startsWith(`${field}.`));
  const { title, index, gridProperties: grid = {} } = properties;
  if (title !== undefined && listed('title') && title !== tab.title) {
    checkTitle({ ...spreadsheet, tabs: spreadsheet.tabs.filter((other) => other !== tab) }, title);
    tab.title = title;
  }
  const rows = listed('gridProperties.rowCount') ? (grid.rowCount ?? tab.rowCount) : tab.rowCount;
  const columns = listed('gridProperties.columnCount')
    ? (grid.columnCount ?? tab.columnCount)
    : tab.columnCount;
  resize(tab, rows, columns);
  if (listed('gridProperties.frozenRowCount')) tab.frozenRowCount = grid.frozenRowCount ?? 0;
  if (listed('gridProperties.frozenColumnCount')) tab.frozenColumnCount = grid.frozenColumnCount ?? 0;
  if (tab.frozenRowCount >= tab.rowCount) {
    throw new GoogleError(400, "You can't freeze all visible rows on the sheet.");
  }
  if (index !== undefined && listed('index')) {
    const others = spreadsheet.tabs.filter((other) => other !== tab);
    spreadsheet.tabs = others.toSpliced(index, 0, tab);
  }
}

function deleteSheet(spreadsheet: Spreadsheet, sheetId: number): void {
  const tab = tabById(spreadsheet, sheetId);
  if (spreadsheet.tabs.length === 1) {
    throw new GoogleError(400, "You can't remove all the sheets in a document.");
  }
  spreadsheet.tabs = spreadsheet.tabs.filter((other) => other !== tab);
}

const rangeOf = (body: z.infer<typeof ranged>): number => body.range?.sheetId ?? 0;

const handlers: Record<string, Handler> = {
  addSheet: kind(z.object({ properties: tabProperties.default({}) }), (s, b) => addSheet(s, b.properties)),
  updateSheetProperties: kind(
    z.object({ properties: tabProperties, fields: z.string().default('') }),
    (s, b) => updateSheet(s, b.properties, b.fields),
  ),
  updateSpreadsheetProperties: kind(
    z.object({ properties: z.looseObject({ title: z.string().min(1).optional() }) }),
    (s, b) => void (s.title = b.properties.title ?? s.title),
  ),
  deleteSheet: kind(z.object({ sheetId: z.number().int() }), (s, b) => deleteSheet(s, b.sheetId)),
  appendDimension: kind(
    z.object({
      sheetId: z.number().int().default(0),
      dimension: z.enum(['ROWS', 'COLUMNS']),
      length: z.number().int().min(1),
    }),
    (s, b) => appendDimension(tabById(s, b.sheetId), b.dimension, b.length),
  ),
  insertDimension: kind(z.object({ range: dimensionRangeSchema }), (s, b) =>
    insertDimension(tabById(s, b.range.sheetId), b.range),
  ),
  deleteDimension: kind(z.object({ range: dimensionRangeSchema }), (s, b) =>
    deleteDimension(tabById(s, b.range.sheetId), b.range),
  ),
  moveDimension: kind(
    z.object({ source: dimensionRangeSchema, destinationIndex: z.number().int().min(0) }),
    (s, b) => moveDimension(tabById(s, b.source.sheetId), b.source, b.destinationIndex),
  ),
  appendCells: kind(appendCellsSchema, appendCells),
  updateCells: kind(updateCellsSchema, updateCells),
  repeatCell: kind(repeatCellSchema, repeatCell),
  sortRange: kind(sortRangeSchema, sortRange),
  setBasicFilter: kind(z.object({ filter: ranged }), (s, b) => {
    tabById(s, rangeOf(b.filter)).basicFilter = record.parse(b.filter);
  }),
  clearBasicFilter: kind(z.object({ sheetId: z.number().int().default(0) }), (s, b) => {
    tabById(s, b.sheetId).basicFilter = null;
  }),
  addProtectedRange: kind(z.object({ protectedRange: ranged }), (s, b) => {
    const tab = tabById(s, rangeOf(b.protectedRange));
    const all = s.tabs
      .flatMap((other) => other.protectedRanges)
      .map((range) => Number(range.protectedRangeId));
    const protectedRange = { protectedRangeId: Math.max(0, ...all) + 1, ...b.protectedRange };
    tab.protectedRanges.push(protectedRange);
    return { addProtectedRange: { protectedRange } };
  }),
  deleteProtectedRange: kind(z.object({ protectedRangeId: z.number().int() }), (s, b) => {
    for (const tab of s.tabs) {
      tab.protectedRanges = tab.protectedRanges.filter((r) => r.protectedRangeId !== b.protectedRangeId);
    }
  }),
  addConditionalFormatRule: kind(
    z.object({
      rule: z.looseObject({ ranges: z.array(gridRangeSchema).min(1) }),
      index: z.number().int().min(0).default(0),
    }),
    (s, b) => {
      const tab = tabById(s, b.rule.ranges[0]?.sheetId ?? 0);
      tab.conditionalFormats.splice(b.index, 0, record.parse(b.rule));
    },
  ),
  updateDimensionProperties: kind(dimensionPropertiesSchema, (s, b) =>
    updateDimension(tabById(s, b.range.sheetId), b),
  ),
  // Accepted so that the same requests run here; the page finds widths by what stands in a column.
  autoResizeDimensions: kind(record, () => ({})),
  updateBorders: kind(record, () => ({})),
  setDataValidation: kind(record, () => ({})),
};

/** spreadsheets.batchUpdate: all requests or none. The caller hands in a copy. Throws GoogleError 400 naming the request. */
export function batchUpdate(spreadsheet: Spreadsheet, requests: readonly Record<string, unknown>[]): Reply[] {
  return requests.map((request, index) => {
    const [name, body] = Object.entries(request)[0] ?? [];
    const handler = name === undefined ? undefined : handlers[name];
    if (name === undefined || handler === undefined) {
      throw new GoogleError(
        400,
        `Invalid requests[${index}]: the practice sheet knows ${Object.keys(handlers).join(', ')}; not ${name ?? 'an empty request'}.`,
      );
    }
    try {
      return handler(spreadsheet, body);
    } catch (error) {
      const reason =
        error instanceof z.ZodError ? z.prettifyError(error) : error instanceof GoogleError && error.message;
      if (reason === false) throw error;
      throw new GoogleError(400, `Invalid requests[${index}].${name}: ${reason}`);
    }
  });
}
