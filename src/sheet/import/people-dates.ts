import { instantOf } from '../../runs/zoned-time.js';

const SEPARATOR = String.raw`\s*[-./]\s*`;
const TIME = String.raw`(?:[\sT,]*(오전|오후|am|pm)?\s*(\d{1,2})(?::|시\s*)(\d{2})(?:(?::|분\s*)?(\d{2})?)?(?:\.\d+)?\s*(?:초|분)?\s*(am|pm)?)?`;
/** `2023-09-12`, `2023. 9. 12.`, `23/9/12`, `2023년 9월 12일`, each with a time behind it or none. */
const NUMBERS = new RegExp(
  String.raw`^(\d{4}|\d{2})(?:${SEPARATOR}|년\s*)(\d{1,2})(?:${SEPARATOR}|월\s*)(\d{1,2})(?:일|\.)?\s*(?:\(?[월화수목금토일]\)?(?:요일)?)?${TIME}$`,
  'i',
);
/** An instant that says its zone: nothing is to be guessed. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[-+]\d{2}:?\d{2})$/;

/**
 * A day, or a time of it, as people write it. Year, month, day stand in that order: of `3/4/2023` nobody knows which is
 * the month.
 * @param timezone where the clocks stood that it was read off
 * @returns ISO 8601; a day alone is its midnight in UTC, so that it stays the same day wherever it is shown
 */
export function readDate(raw: string | number | boolean, timezone: string): string | undefined {
  const text = String(raw).normalize('NFKC').trim();
  if (INSTANT.test(text)) {
    const at = new Date(text);
    return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
  }
  const found = NUMBERS.exec(text);
  if (!found) return undefined;
  const [, years = '', month = '', day = '', before, hours, minutes = '0', seconds = '0', after] = found;
  const year = years.length === 2 ? 2000 + Number(years) : Number(years);
  const date = new Date(Date.UTC(year, Number(month) - 1, Number(day)));
  const isDay = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (!isDay || year < 1990 || year > 2100) return undefined;
  if (hours === undefined) return date.toISOString();
  const half = (before ?? after ?? '').toLowerCase();
  const afternoon = half === '오후' || half === 'pm';
  const hour = half === '' ? Number(hours) : (Number(hours) % 12) + (afternoon ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const wall = { year, month: Number(month), day: Number(day) };
  return instantOf(
    { ...wall, hour, minute: Number(minutes), second: Number(seconds) },
    timezone,
  ).toISOString();
}
