import type { Texts } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { createSheetsClient } from './sheets-client.js';
import { sayConflicts } from './say-conflicts.js';
import { SheetProjection } from './sheet-projection.js';
import type { SheetProjectionOptions } from './sheet-projection-options.js';

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
    say,
    ...options
  }: Pick<
    SheetProjectionOptions,
    'feed' | 'ensembles' | 'labels' | 'flushMs' | 'log' | 'memoryFile' | 'texts' | 'onInput'
  > & {
    say: (line: string) => void;
    texts: Texts;
  },
): Promise<SheetProjection> {
  if (!spreadsheetId)
    throw new UserError(
      'sheet.id',
      "GOOGLE_SHEET_ID is not set. Put the id from the sheet's address (between /d/ and /edit) into .env.",
    );
  return new SheetProjection({
    ...options,
    client: await createSheetsClient({ credentialsFile, rootUrl }),
    spreadsheetId,
    onTrouble: say,
    onNotice: say,
    onRecovered: () => say(options.texts.t('sheet.up_to_date')),
    onConflicts: (conflicts) => sayConflicts(conflicts, options.texts).forEach(say),
  });
}
