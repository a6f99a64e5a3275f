import type { Language } from './strings.js';

const locale = { en: 'en-GB', ko: 'ko-KR' } as const;

/** Discord's timestamp styles: https://discord.com/developers/docs/reference#message-formatting */
const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

export const formatTime = (at: Date, style: string, language: Language): string =>
  at.toLocaleString(locale[language], STYLES[style] ?? STYLES.f);

export const clockTime = (at: Date, language: Language): string => formatTime(at, 't', language);

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** "3 minutes ago", "in 2 hours". */
export function relativeTime(at: Date, now: Date, language: Language): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  const format = new Intl.RelativeTimeFormat(locale[language], { numeric: 'auto' });
  return format.format(Math.round(seconds / size), unit);
}

/** Days in the reader's own time zone. */
export const dayKey = (at: Date): string => `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`;

export function dayName(
  at: Date,
  now: Date,
  language: Language,
  words: { today: string; yesterday: string },
) {
  if (dayKey(at) === dayKey(now)) return words.today;
  if (dayKey(at) === dayKey(new Date(now.getTime() - 86_400_000))) return words.yesterday;
  return formatTime(at, 'D', language);
}
