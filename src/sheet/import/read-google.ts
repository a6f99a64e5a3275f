import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { columnName } from '../google/a1.js';
import { cellOf } from '../cell.js';
import type { SheetPlace } from '../open-sheet.js';
import { createSheetsClient } from '../google/sheets-client.js';
import { refuseFile } from './refuse-file.js';
import { LIMITS, type Table } from './table.js';

/**
 * A tab of a Google spreadsheet that is shared with the service account; the first that holds anything where none is named.
 * @param typed its address or its id
 * @returns the table, and the spreadsheet's title
 * @throws UserError `import.sheet` where it cannot be read, with the account to share it with; `import.file` for its size
 */
export async function readGoogle(
  typed: string,
  tab: string | undefined,
  { credentialsFile, rootUrl }: Pick<SheetPlace, 'credentialsFile' | 'rootUrl'>,
): Promise<{ table: Table; from: string }> {
  const spreadsheetId = idOf(typed);
  const { api, clientEmail } = await createSheetsClient({ credentialsFile, rootUrl });
  const about = await api.spreadsheets
    .get({ spreadsheetId, fields: 'properties.title,sheets.properties(title,gridProperties)' })
    .catch((error: unknown) => refuse(error, clientEmail));
  const tabs = (about.data.sheets ?? []).flatMap(({ properties }) => properties ?? []);
  const wanted = tab?.trim().toLowerCase();
  const named = tabs.filter(({ title }) => wanted === undefined || title?.trim().toLowerCase() === wanted);
  if (named.length === 0)
    return refuseFile('tab', {
      tab: tab ?? '',
      tabs: tabs
        .map(({ title }) => title)
        .join(', ')
        .slice(0, 500),
    });
  const from = about.data.properties?.title ?? spreadsheetId;
  // A new spreadsheet's first tab is often left empty.
  for (const { title, gridProperties } of named.slice(0, TRIED)) {
    if ((gridProperties?.columnCount ?? 0) > LIMITS.columns) refuseFile('columns', { limit: LIMITS.columns });
    const { data } = await api.spreadsheets.values
      .get({
        spreadsheetId,
        range: `'${(title ?? '').replaceAll("'", "''")}'!A1:${columnName(LIMITS.columns - 1)}${LIMITS.rows + 1}`,
        // Numbers as they are, not as they are shown: 0.87 of "87%". Days as they are shown.
        ...{ valueRenderOption: 'UNFORMATTED_VALUE', dateTimeRenderOption: 'FORMATTED_STRING' },
      })
      .catch((error: unknown) => refuse(error, clientEmail));
    const rows = ((data.values ?? []) as unknown[][]).map((row) => row.map(cellOf));
    if (rows.length > LIMITS.rows) refuseFile('rows', { limit: LIMITS.rows - 1 });
    if (rows.length > 0) return { table: { rows, escaped: false, tab: title ?? null }, from };
  }
  return refuseFile('empty');
}

/** Tabs that are looked into where none is named. */
const TRIED = 5;

/** @throws UserError `import.sheet` for what is neither an address of a spreadsheet nor an id */
function idOf(typed: string): string {
  const text = typed.trim().replace(/^<|>$/g, '');
  const id = /\/spreadsheets\/d\/([\w-]+)/.exec(text)?.[1] ?? text;
  if (/^[\w-]{10,100}$/.test(id)) return id;
  throw new UserError('import.sheet', say('imports.sheet_id', { typed: text.slice(0, 80) }));
}

function refuse(error: unknown, clientEmail: string | undefined): never {
  const { status, code, message } = error as { status?: number; code?: number | string; message?: string };
  const account = clientEmail ?? say('sheet.trouble.account');
  const said = `${String(message ?? '').slice(0, 200)} (${String(status ?? code ?? '?')})`;
  throw new UserError('import.sheet', say('imports.sheet', { said, account }), { cause: error });
}
