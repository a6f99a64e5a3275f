import { API_OFF, API_PAGE, CLOCK, toSheetFailure } from '../google/sheet-failure.js';

/** What was being done when Google refused. */
export type Attempt = 'create' | 'read' | 'write';

const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|fetch failed|socket hang up/i;

/**
 * Why a step of the set-up failed, and what to do: in English, as all of the terminal.
 * @param account the service account's address
 * @param id of the spreadsheet, where there is one
 */
export function explainRefusal(
  error: unknown,
  attempt: Attempt,
  { account = 'the service account', id }: { account?: string | undefined; id?: string | undefined },
): string {
  const failure = toSheetFailure(error, Date.now());
  const { status, message } = failure;
  const said = `Google says “${message.replace(/[.\s]+$/, '')}”${status ? ` (${status})` : ''}.`;
  return `${said} ${cure(failure, attempt, account, id)}`;
}

function cure(
  { status, message, kind }: ReturnType<typeof toSheetFailure>,
  attempt: Attempt,
  account: string,
  id: string | undefined,
): string {
  // A token is asked for with a signed time; Google takes no more than some minutes of difference.
  if (/invalid_grant/.test(message) && CLOCK.test(message))
    return 'The clock of this machine is wrong: set it (`timedatectl set-ntp true`) and try again.';
  if (/invalid_grant|invalid_client|unauthorized_client/.test(message) || status === 401)
    return `The key of ${account} is not valid any more: it was revoked, or the account was deleted. Make a new one (Google Cloud console, IAM, Service accounts, Keys, “Add key”, JSON) and put it into the file that GOOGLE_APPLICATION_CREDENTIALS names.`;
  if (/DECODER routines|unsupported|PEM|asymmetric key/i.test(message) && status === undefined)
    return 'The private key in the file is damaged: take the JSON file as Google gave it, without changing anything in it.';
  if (API_OFF.test(message)) {
    const page = /https:\/\/console\.[^\s”"]+/.exec(message)?.[0] ?? API_PAGE;
    return `The Google Sheets API is switched off in the account's project. Open ${page}, press “Enable”, wait a minute and try again.`;
  }
  if (status === 404)
    return `There is no spreadsheet with the id ${id ?? ''} that ${account} could see. GOOGLE_SHEET_ID is what stands between /d/ and /edit in the sheet's address; look whether it is whole, and whether the sheet lies in the bin.`;
  if (/not supported for this document/.test(message))
    return 'That is an Excel file which lies in Google Drive. Open it, choose “File, Save as Google Sheets”, and put the id of the new file into GOOGLE_SHEET_ID.';
  if (status === 403 && kind === 'person' && attempt === 'create')
    return `${account} may not own files (Google gives newer service accounts no space of their own). ${OWN_SHEET(account)}`;
  if (status === 403 && kind === 'person' && attempt === 'write')
    return `The sheet can be read, but not written. Press “Share” in the sheet, and give ${account} the role “Editor”.`;
  if (status === 403 && kind === 'person')
    return `The sheet is not shared with Labmate. Press “Share” in the sheet, add ${account} and give it the role “Editor”.`;
  if (status === undefined && NO_NETWORK.test(message))
    return 'There is no way to Google from this machine: look at the network, a proxy or a firewall (hosts sheets.googleapis.com and oauth2.googleapis.com, port 443).';
  if (kind === 'busy') return 'That usually passes by itself: try again in a minute.';
  return 'Nothing was changed. Try again, and look at the sheet in a browser if it stays so.';
}

/** The way that leaves the sheet in a person's Drive, where the team finds it. */
export const OWN_SHEET = (account: string): string =>
  `Make a sheet yourself instead (https://sheets.new), press “Share”, add ${account} as “Editor”, and put the id from its address (between /d/ and /edit) into .env as GOOGLE_SHEET_ID=….`;
