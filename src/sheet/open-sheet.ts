import type { ChangeFeed } from '../runs/store-contract.js';
import { UserError } from '../user-error.js';
import { createSheetsClient } from './sheets-client.js';
import { type SheetLog, SheetProjection } from './sheet-projection.js';

/** Where the team's sheet is. */
export type SheetPlace = {
  spreadsheetId: string | undefined;
  credentialsFile: string | undefined;
  /** A compatible server in place of Google's. */
  rootUrl: string | undefined;
};

/**
 * The sheet's projection, ready to start.
 * @param say one sentence for whoever looks after Labmate
 * @throws UserError `sheet.id` | `sheet.credentials` for settings that cannot be used
 */
export async function openSheet(
  { spreadsheetId, credentialsFile, rootUrl }: SheetPlace,
  {
    feed,
    labels,
    flushMs,
    log,
    say,
  }: {
    feed: ChangeFeed;
    labels: readonly string[];
    flushMs: number;
    log: SheetLog;
    say: (line: string) => void;
  },
): Promise<SheetProjection> {
  if (!spreadsheetId)
    throw new UserError(
      'sheet.id',
      "GOOGLE_SHEET_ID is not set. Put the id from the sheet's address (between /d/ and /edit) into .env.",
    );
  return new SheetProjection({
    feed,
    client: await createSheetsClient({ credentialsFile, rootUrl }),
    spreadsheetId,
    labels,
    log,
    flushMs,
    onTrouble: say,
    onRecovered: () => say('The sheet is up to date again.'),
  });
}
