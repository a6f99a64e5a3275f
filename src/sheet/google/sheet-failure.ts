import type { Texts } from '../../texts/texts.js';

/** The tab is not as Labmate can use it; only people can mend that. */
export class SheetLayoutError extends Error {
  override readonly name = 'SheetLayoutError';

  constructor(tab: string, { t }: Texts) {
    super(t('sheet.trouble.no_header', { tab, run: t('sheet.columns.run') }));
  }
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
  /** Whether it may have been done all the same: no answer came, or a server's error. */
  isAmbiguous: boolean;
};

/** Google takes a signed time that is some minutes off, no more. */
export const CLOCK = /short-lived|reasonable timeframe|iat and exp/;
export const API_OFF = /has not been used in project|is disabled|SERVICE_DISABLED/i;
export const API_PAGE = 'https://console.cloud.google.com/apis/library/sheets.googleapis.com';
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
    isAmbiguous: number === undefined || number >= 500,
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
export function troubleSentence(
  { status, kind, message }: SheetFailure,
  clientEmail: string | undefined,
  { t }: Texts,
): string {
  const words = message.replace(/[.\s]+$/, '');
  const said = t('sheet.trouble.said', { message: words, status: status ? ` (${status})` : '' });
  const slots = { said, account: clientEmail ?? t('sheet.trouble.account'), later: t('sheet.trouble.later') };
  if (/invalid_grant/.test(message) && CLOCK.test(message)) return t('sheet.trouble.clock', slots);
  if (status === 403 && API_OFF.test(message)) {
    const page = /https:\/\/console\.[^\s”"]+/.exec(message)?.[0] ?? API_PAGE;
    return t('sheet.trouble.api_off', { ...slots, page });
  }
  if (status === 404) return t('sheet.trouble.missing', slots);
  if (status === 403) return t('sheet.trouble.not_shared', slots);
  if (kind === 'person' && status === undefined)
    return t('sheet.trouble.waits', { message, later: slots.later });
  if (status === 401 || kind === 'person') return t('sheet.trouble.key', slots);
  if (/number of cells/.test(message)) return t('sheet.trouble.full', slots);
  if (/protected/.test(message)) return t('sheet.trouble.protected', slots);
  return t('sheet.trouble.refused', slots);
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
