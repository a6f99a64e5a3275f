/** The tab is not as Labmate can use it; only people can mend that. */
export class SheetLayoutError extends Error {
  override readonly name = 'SheetLayoutError';
}

/**
 * Why a request failed, reduced to what may be logged: the errors of googleapis hold headers with credentials.
 * - `busy`: quota, server error, network: passes by itself
 * - `refused`: Google does not take the request as it is (the tab may have changed under it)
 * - `person`: nothing changes until somebody does something
 */
export type SheetFailure = {
  kind: 'busy' | 'refused' | 'person';
  status: number | undefined;
  /** What Google said, in one line. */
  message: string;
  retryAfterMs: number | undefined;
};

const BUSY_403 = /quota|rate ?limit/i;

export function toSheetFailure(error: unknown, now: number): SheetFailure {
  const { status, code, response } = (error ?? {}) as {
    status?: unknown;
    code?: unknown;
    response?: { status?: unknown; headers?: unknown };
  };
  const number = [status, response?.status, code].map(Number).find((one) => one >= 100 && one < 600);
  const message = oneLine(error instanceof Error ? error.message : String(error));
  return {
    kind: error instanceof SheetLayoutError ? 'person' : kindOf(number, message),
    status: number,
    message,
    retryAfterMs: retryAfter(response?.headers, now),
  };
}

function kindOf(status: number | undefined, message: string): SheetFailure['kind'] {
  // The token endpoint answers 400 to a key that was revoked.
  if (/invalid_grant|invalid_client|unauthorized_client/.test(message)) return 'person';
  if (status === undefined || status === 408 || status === 429 || status >= 500) return 'busy';
  if (status === 403 && BUSY_403.test(message)) return 'busy';
  if (status === 401 || status === 403 || status === 404) return 'person';
  return 'refused';
}

/** What people are told: what happened, why, and what to do. */
export function troubleSentence(failure: SheetFailure, clientEmail: string | undefined): string {
  const said = `Google says “${failure.message.replace(/[.\s]+$/, '')}”${failure.status ? ` (${failure.status})` : ''}`;
  const later = 'Runs go on, and the missing rows follow by themselves.';
  const account = clientEmail ?? "the bot's service account";
  if (failure.status === 404)
    return `The Google Sheet is not there: ${said}. Take it out of the bin, or put the right id into GOOGLE_SHEET_ID and share it with ${account}. ${later}`;
  if (failure.status === 403)
    return `Labmate may not write the Google Sheet: ${said}. Share the sheet with ${account} as an editor. ${later}`;
  if (failure.status === undefined) return `The Google Sheet waits: ${failure.message} ${later}`;
  if (failure.status === 401 || failure.kind === 'person')
    return `Google does not accept the key of ${account}: ${said}. Make a new key, put it into the file that GOOGLE_APPLICATION_CREDENTIALS names, and restart Labmate. ${later}`;
  return `The Google Sheet cannot be written: ${said}. See whether cells of the tab are protected or the sheet is full. ${later}`;
}

/** Seconds or a date, as HTTP allows. Headers come from whichever fetch googleapis uses, or as a plain object. */
function retryAfter(headers: unknown, now: number): number | undefined {
  const bag = (headers ?? {}) as { get?: (name: string) => unknown; 'retry-after'?: unknown };
  const value = typeof bag.get === 'function' ? bag.get('retry-after') : bag['retry-after'];
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
