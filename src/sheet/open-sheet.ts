import type { Texts } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { createSheetsClient } from './google/sheets-client.js';
import { sayConflicts } from './telling/say-conflicts.js';
import { SheetDesk } from './sheet-desk.js';
import { sheetLink } from './google/sheet-link.js';
import type { SheetNews } from './telling/sheet-news.js';
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
 * The sheet's projection, ready to start, and the desk at which people ask about it.
 * @param say one sentence for whoever looks after Labmate
 * @param news is told what people should know
 * @throws UserError `sheet.id` | `sheet.credentials` for settings that cannot be used
 */
export async function openSheet(
  place: SheetPlace,
  {
    say,
    news,
    ...options
  }: Pick<
    SheetProjectionOptions,
    'feed' | 'ensembles' | 'labels' | 'flushMs' | 'log' | 'memoryFile' | 'texts' | 'onInput'
  > & {
    say: (line: string) => void;
    news: SheetNews;
    texts: Texts;
  },
): Promise<{ sheet: SheetProjection; desk: SheetDesk }> {
  const { spreadsheetId, credentialsFile, rootUrl } = place;
  if (!spreadsheetId)
    throw new UserError(
      'sheet.id',
      "GOOGLE_SHEET_ID is not set. Put the id from the sheet's address (between /d/ and /edit) into .env.",
    );
  const client = await createSheetsClient({ credentialsFile, rootUrl });
  const sheet = new SheetProjection({
    ...options,
    client,
    spreadsheetId,
    onTrouble(message, failure) {
      say(message);
      news.trouble(failure);
    },
    onNotice(message) {
      say(message);
      news.notice(message);
    },
    onRecovered: () => say(options.texts.t('sheet.up_to_date')),
    onSuccess: () => news.success(),
    onConflicts(conflicts) {
      sayConflicts(conflicts, options.texts).forEach(say);
      news.conflictsFound();
    },
  });
  await news.follow(() => sheet.status().conflicts);
  return { sheet, desk: new SheetDesk({ sheet, link: sheetLink(place), account: client.clientEmail }) };
}
