import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import { type Texts, textsIn } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { rowsRange, wholeTab } from '../google/a1.js';
import { sheetColumns, RUN_KEY } from '../runs-tab/columns.js';
import { findLayout, findRows, HEADER_SEARCH_ROWS, isEmpty, keysByHeader } from '../runs-tab/layout.js';
import type { SheetPlace } from '../open-sheet.js';
import { sheetLink } from '../google/sheet-link.js';
import { createSheetsClient, type SheetsClient } from '../google/sheets-client.js';
import { type Attempt, explainRefusal, OWN_SHEET } from './explain-refusal.js';

export type SetupReport = {
  spreadsheetId: string;
  account: string | undefined;
  /** Whether this call made the spreadsheet. */
  created: boolean;
  /** The tab "Runs" as it was found. */
  tab: 'missing' | 'empty' | 'ready';
  link: string | undefined;
  /** What is left to be done by people. */
  next: string[];
};

const TIMEOUT_MS = 30_000;
const ONCE = { timeout: TIMEOUT_MS, retry: false };
const TITLE = 'Labmate';
const TAB = 'Runs';

type Setup = {
  place: SheetPlace;
  labels: readonly string[];
  /** Of the sheet: its headers. */
  texts: Texts;
  /** A spreadsheet that an earlier set-up made, and where the id of a new one is kept: none is made twice. */
  made: { read(): Promise<string | undefined>; save(id: string): Promise<void> };
  /** A line for each step that is done. */
  progress: (line: string) => void;
  connect?: typeof createSheetsClient;
};

/**
 * The way to a sheet that Labmate can write, step by step: the key, the API, the spreadsheet (made where no id is set),
 * reading, writing, the tab. It changes nothing in a spreadsheet that is there.
 * @throws UserError `sheet.credentials` | `sheet.setup`: what happened, why, and what to do
 */
export async function setupSheet({
  place,
  labels,
  texts,
  made,
  progress,
  connect = createSheetsClient,
}: Setup): Promise<SetupReport> {
  const done = (line: string) => progress(`✓ ${line}`);
  const client = await openClient(place, connect, done);
  const { clientEmail: account } = client;
  const given = place.spreadsheetId ?? (await made.read());
  const spreadsheetId = given ?? (await create(client, done));
  if (given === undefined) await made.save(spreadsheetId);
  const attempt = async <T>(what: Attempt, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw new UserError('sheet.setup', explainRefusal(cause, what, { account, id: spreadsheetId }), {
        cause,
      });
    }
  };
  const { title, tabs } = await attempt('read', () => read(client, spreadsheetId));
  done(`The spreadsheet “${title}” can be read`);
  await attempt('write', () => probe(client, spreadsheetId, title));
  done('It can be written (its title was set to what it is)');
  const tab = await attempt('read', () => lookAtTab(client, spreadsheetId, { tabs, labels, texts, done }));
  const link = sheetLink({ ...place, spreadsheetId });
  const next = place.spreadsheetId
    ? []
    : [
        `Put this line into .env: GOOGLE_SHEET_ID=${spreadsheetId}`,
        `The spreadsheet lies in the Drive of ${account ?? 'the service account'}, where nobody else can open or share it. ${OWN_SHEET(account ?? 'the service account')}`,
      ];
  return { spreadsheetId, account, created: given === undefined, tab, link, next };
}

async function openClient(
  { credentialsFile, rootUrl }: SheetPlace,
  connect: typeof createSheetsClient,
  done: (line: string) => void,
): Promise<SheetsClient> {
  if (!credentialsFile && !rootUrl)
    throw new UserError(
      'sheet.setup',
      'GOOGLE_APPLICATION_CREDENTIALS is not set, so the practice sheet is used. For a Google Sheet: in the Google Cloud console make a project, enable the Google Sheets API, make a service account (IAM, Service accounts), add a key to it (Keys, “Add key”, JSON), put the file somewhere safe, and its path into .env as GOOGLE_APPLICATION_CREDENTIALS=….',
    );
  const client = await connect({ credentialsFile, rootUrl });
  done(
    client.clientEmail
      ? `The key in ${credentialsFile ?? ''} is one of the service account ${client.clientEmail}`
      : 'No credentials are set: requests carry none',
  );
  if (rootUrl) done(`Requests go to ${new URL(rootUrl).origin} (GOOGLE_SHEETS_API_URL)`);
  return client;
}

async function create({ api, clientEmail }: SheetsClient, done: (line: string) => void): Promise<string> {
  try {
    const { data } = await api.spreadsheets.create(
      { requestBody: { properties: { title: TITLE } }, fields: 'spreadsheetId' },
      ONCE,
    );
    done(`GOOGLE_SHEET_ID is not set: a spreadsheet was made, ${data.spreadsheetId ?? ''}`);
    return data.spreadsheetId ?? '';
  } catch (cause) {
    const sentence = explainRefusal(cause, 'create', { account: clientEmail });
    throw new UserError(
      'sheet.setup',
      `GOOGLE_SHEET_ID is not set, and no spreadsheet could be made: ${sentence}`,
      {
        cause,
      },
    );
  }
}

type Tabs = readonly sheets_v4.Schema$SheetProperties[];

async function read({ api }: SheetsClient, spreadsheetId: string): Promise<{ title: string; tabs: Tabs }> {
  const { data } = await api.spreadsheets.get(
    { spreadsheetId, fields: 'properties.title,sheets.properties' },
    ONCE,
  );
  const tabs = (data.sheets ?? []).flatMap(({ properties }) => properties ?? []);
  return { title: data.properties?.title ?? '', tabs };
}

/** Google has no question "may I write?"; this writes what stands there. */
async function probe({ api }: SheetsClient, spreadsheetId: string, title: string): Promise<void> {
  const requests = [{ updateSpreadsheetProperties: { properties: { title }, fields: 'title' } }];
  await api.spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } }, ONCE);
}

async function lookAtTab(
  { api }: SheetsClient,
  spreadsheetId: string,
  {
    tabs,
    labels,
    texts,
    done,
  }: { tabs: Tabs; labels: readonly string[]; texts: Texts; done: (line: string) => void },
): Promise<SetupReport['tab']> {
  const title = tabs.find((one) => one.title?.toLowerCase() === TAB.toLowerCase())?.title;
  if (!title) {
    done(`There is no tab “${TAB}” yet: Labmate makes it when it is started`);
    return 'missing';
  }
  const ask = (range: string) =>
    api.spreadsheets.values.get({ spreadsheetId, range, valueRenderOption: 'UNFORMATTED_VALUE' }, ONCE);
  const { data: top } = await ask(rowsRange(title, 0, HEADER_SEARCH_ROWS - 1));
  const layout = findLayout(top.values ?? [], keysByHeader(sheetColumns(labels)));
  const { data: all } = await ask(wholeTab(title));
  const rows = all.values ?? [];
  if (isEmpty(rows)) {
    done(`The tab “${title}” is empty: Labmate fills it when it is started`);
    return 'empty';
  }
  if (!layout)
    throw new UserError(
      'sheet.setup',
      `In the spreadsheet ${textsIn('en').t('sheet.trouble.no_header', { tab: title, run: texts.t('sheet.columns.run') })}`,
    );
  const column = layout.columnOf.get(RUN_KEY) ?? 0;
  const count = findRows(
    rows.map((row: unknown[]) => row[column]),
    layout.headerRow,
  ).size;
  done(`The tab “${title}” has ${count} ${count === 1 ? 'row' : 'rows'} of runs`);
  return 'ready';
}
