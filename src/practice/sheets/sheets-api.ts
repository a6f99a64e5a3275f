import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { appendValues } from './append.js';
import { batchUpdate } from './batch-update.js';
import { describe } from './describe.js';
import { GoogleError, notFound } from './google-error.js';
import type { Spreadsheet } from './workbook.js';
import {
  clearValues,
  dimensionSchema,
  inputSchema,
  readValues,
  renderSchema,
  valueRangeSchema,
  writeValues,
  type UpdateResponse,
} from './values.js';

/** Where the API finds and changes spreadsheets. Throws Google's 404 for an unknown id. */
export type SheetsStore = {
  read(id: string): Spreadsheet;
  change<T>(id: string, apply: (spreadsheet: Spreadsheet) => T): Promise<T>;
  create(title: string, fill: (spreadsheet: Spreadsheet) => void): Promise<Spreadsheet>;
};

type Call = {
  id: string;
  /** The A1 range of the path, decoded. */
  range: string;
  query: URLSearchParams;
  origin: string;
  body: () => Promise<unknown>;
};
/** Answers at once or with a promise. */
type Endpoint = (store: SheetsStore, call: Call) => unknown;

const requestsSchema = z.object({
  requests: z.array(z.record(z.string(), z.unknown())).min(1, 'Must specify at least one request.'),
  includeSpreadsheetInResponse: z.boolean().default(false),
  responseRanges: z.array(z.string()).default([]),
  responseIncludeGridData: z.boolean().default(false),
});
const batchSchema = z.object({ valueInputOption: inputSchema, data: z.array(valueRangeSchema) });
const rangesSchema = z.object({ ranges: z.array(z.string()).default([]) });
const createSchema = z.object({
  properties: z.object({ title: z.string().optional() }).optional(),
  sheets: z.array(z.object({ properties: z.record(z.string(), z.unknown()).default({}) })).default([]),
});

const choice = <T>(query: URLSearchParams, name: string, schema: z.ZodType<T>): T => {
  const parsed = schema.safeParse(query.get(name) ?? undefined);
  if (parsed.success) return parsed.data;
  throw new GoogleError(400, `Invalid value at '${name}': ${query.get(name) ?? 'it is required'}.`);
};

const needRange = (range: string | undefined): string => {
  if (range === undefined) throw new GoogleError(400, "Invalid data: 'range' is required.");
  return range;
};

const total = (
  responses: readonly UpdateResponse[],
  key: 'updatedRows' | 'updatedColumns' | 'updatedCells',
) => responses.reduce((sum, response) => sum + response[key], 0);

/** One endpoint a line of https://developers.google.com/workspace/sheets/api/reference/rest. */
const endpoints: Record<string, Endpoint> = {
  'GET spreadsheet'(store, { id, query, origin }) {
    const includeGridData = query.get('includeGridData') === 'true';
    return describe(store.read(id), { ranges: query.getAll('ranges'), includeGridData, origin });
  },
  async 'POST create'(store, { body, origin }) {
    const { properties, sheets } = createSchema.parse(await body());
    const made = await store.create(properties?.title ?? 'Untitled spreadsheet', (spreadsheet) => {
      if (sheets.length === 0) return;
      spreadsheet.tabs = [];
      batchUpdate(
        spreadsheet,
        sheets.map(({ properties: tab }, i) => ({
          addSheet: { properties: { title: `Sheet${i + 1}`, sheetId: i, ...tab } },
        })),
      );
    });
    return describe(made, { ranges: [], includeGridData: false, origin });
  },
  async 'POST batchUpdate'(store, { id, origin, body }) {
    const asked = requestsSchema.parse(await body());
    return store.change(id, (spreadsheet) => {
      const replies = batchUpdate(spreadsheet, asked.requests);
      if (!asked.includeSpreadsheetInResponse) return { spreadsheetId: id, replies };
      const { responseRanges: ranges, responseIncludeGridData: includeGridData } = asked;
      // In the same moment: nobody comes between the requests and this look.
      const updatedSpreadsheet = describe(spreadsheet, { ranges, includeGridData, origin });
      return { spreadsheetId: id, replies, updatedSpreadsheet };
    });
  },
  'GET values'(store, { id, range, query }) {
    const render = choice(query, 'valueRenderOption', renderSchema);
    return readValues(store.read(id), range, render, choice(query, 'majorDimension', dimensionSchema));
  },
  'GET values:batchGet'(store, { id, query }) {
    const spreadsheet = store.read(id);
    const render = choice(query, 'valueRenderOption', renderSchema);
    const dimension = choice(query, 'majorDimension', dimensionSchema);
    const valueRanges = query
      .getAll('ranges')
      .map((range) => readValues(spreadsheet, range, render, dimension));
    return { spreadsheetId: id, valueRanges };
  },
  async 'PUT values'(store, { id, range, query, body }) {
    const input = choice(query, 'valueInputOption', inputSchema);
    const values = valueRangeSchema.parse(await body());
    return store.change(id, (spreadsheet) => writeValues(spreadsheet, range, values, input));
  },
  async 'POST values:append'(store, { id, range, query, body }) {
    const input = choice(query, 'valueInputOption', inputSchema);
    const insert = query.get('insertDataOption') === 'INSERT_ROWS';
    const values = valueRangeSchema.parse(await body());
    return store.change(id, (spreadsheet) => appendValues(spreadsheet, range, values, input, insert));
  },
  async 'POST values:clear'(store, { id, range }) {
    const clearedRange = await store.change(id, (spreadsheet) => clearValues(spreadsheet, range));
    return { spreadsheetId: id, clearedRange };
  },
  async 'POST values:batchClear'(store, { id, body }) {
    const { ranges } = rangesSchema.parse(await body());
    const clearedRanges = await store.change(id, (spreadsheet) =>
      ranges.map((range) => clearValues(spreadsheet, range)),
    );
    return { spreadsheetId: id, clearedRanges };
  },
  async 'POST values:batchUpdate'(store, { id, body }) {
    const { valueInputOption, data } = batchSchema.parse(await body());
    const responses = await store.change(id, (spreadsheet) =>
      data.map((values) => writeValues(spreadsheet, needRange(values.range), values, valueInputOption)),
    );
    return {
      spreadsheetId: id,
      totalUpdatedRows: total(responses, 'updatedRows'),
      totalUpdatedColumns: total(responses, 'updatedColumns'),
      totalUpdatedCells: total(responses, 'updatedCells'),
      totalUpdatedSheets: new Set(responses.map(({ updatedRange }) => updatedRange.replace(/![^!]*$/, '')))
        .size,
      responses,
    };
  },
};

/** Which endpoint a path means. Segments are split before they are decoded: a tab's name may hold "/" and ":". */
function route(pathname: string): { name: string; id: string; range: string } | undefined {
  const parts = pathname.split('/').slice(3);
  const decode = (part: string | undefined): string => decodeURIComponent(part ?? '');
  if (parts.length === 0) return { name: 'create', id: '', range: '' };
  if (parts.length === 1) {
    const [id, verb] = (parts[0] ?? '').split(':');
    return { name: verb ?? 'spreadsheet', id: decode(id), range: '' };
  }
  const id = decode(parts[0]);
  if (parts.length === 2 && parts[1]?.startsWith('values:')) return { name: parts[1], id, range: '' };
  if (parts.length !== 3 || parts[1] !== 'values') return undefined;
  const verb = /:(append|clear)$/.exec(parts[2] ?? '');
  const range = decode(verb ? parts[2]?.slice(0, verb.index) : parts[2]);
  return { name: `values${verb?.[0] ?? ''}`, id, range };
}

function answer(store: SheetsStore, c: Context): unknown {
  const url = new URL(c.req.url);
  const found = route(url.pathname);
  const endpoint = found && endpoints[`${c.req.method} ${found.name}`];
  if (!endpoint) throw notFound();
  const body = () =>
    c.req.json().catch(() => Promise.reject(new GoogleError(400, 'Invalid JSON payload received.')));
  return endpoint(store, {
    id: found.id,
    range: found.range,
    query: url.searchParams,
    origin: url.origin,
    body,
  });
}

/** The routes of Google Sheets v4 over a store; errors in Google's JSON shape. */
export function sheetsApi(store: SheetsStore): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const handle = async (c: Context): Promise<Response> => {
    try {
      return c.json((await answer(store, c)) as object);
    } catch (error) {
      const refusal =
        error instanceof z.ZodError
          ? new GoogleError(400, `Invalid JSON payload received. ${z.prettifyError(error)}`)
          : error instanceof URIError
            ? new GoogleError(400, 'Unable to parse range: it is not valid percent-encoding.')
            : error;
      if (!(refusal instanceof GoogleError)) throw refusal;
      return c.json(refusal, refusal.code);
    }
  };
  app.all('/v4/spreadsheets', handle);
  app.all('/v4/spreadsheets/*', handle);
  return app;
}
