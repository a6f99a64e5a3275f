/** What people write where they have nothing to say. */
const NOTHING = new Set([
  '',
  '-',
  '—',
  '–',
  'n/a',
  'na',
  'nan',
  '#n/a',
  'null',
  'none',
  '없음',
  '미정',
  '?',
  'x',
]);

export const isNothing = (text: string): boolean => NOTHING.has(text.trim().toLowerCase());

/** How a number stands in a cell: with a per cent sign or without. */
export type PeopleNumber = { value: number; percent: boolean };

/**
 * A number as people write it: `.612`, `0,612`, `61.2%`, `3e-5`, `3 x 10^-5`, `1,000`; undefined for what is none.
 * A single comma is a decimal comma, unless the number is a whole one with groups of three digits.
 * @param whole what is asked for is a whole number: `1,000` is a thousand
 */
export function readNumber(raw: string | number | boolean, whole = false): PeopleNumber | undefined {
  if (typeof raw === 'number') return Number.isFinite(raw) ? { value: raw, percent: false } : undefined;
  let text = String(raw).normalize('NFKC').trim().replaceAll(/[−–]/g, '-').replaceAll(/[\s_]/g, '');
  const percent = /(%|퍼센트)$/.test(text);
  text = text.replace(/(%|퍼센트)$/, '').replace(/[x×*·]10\^?(-?\d+)$/i, 'e$1');
  if (
    /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) &&
    (whole || text.split(',').length > 2 || text.includes('.'))
  )
    text = text.replaceAll(',', '');
  else text = text.replace(/^([-+]?\d*),(\d+)/, '$1.$2');
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? { value, percent } : undefined;
}

/** Seconds of `1:23:45`, `35:10` (minutes), `2h 5m`, `1시간 20분`, `90s`; undefined for what is none. */
export function readSeconds(raw: string | number | boolean): number | undefined {
  const text = String(raw).normalize('NFKC').trim().toLowerCase();
  const clock = /^(?:(\d+):)?(\d{1,2}):(\d{2})$/.exec(text);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const named =
    /^(?:(\d+(?:\.\d+)?)\s*(?:h|hr|hrs|hours?|시간))?\s*(?:(\d+(?:\.\d+)?)\s*(?:m|min|mins|minutes?|분))?\s*(?:(\d+(?:\.\d+)?)\s*(?:s|sec|seconds?|초))?$/.exec(
      text,
    );
  if (!named || named.slice(1).every((part) => part === undefined)) return undefined;
  return Number(named[1] ?? 0) * 3600 + Number(named[2] ?? 0) * 60 + Number(named[3] ?? 0);
}
