import type { SheetCell } from '../sheet-protocol.js';

/** A cell as it is kept, as a text: what is typed, copied and filtered by. */
export function cellText(cell: SheetCell): string {
  if (cell === null) return '';
  return typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell);
}

/** Without a format: four decimals are enough to compare scores. */
function shortNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  if (Math.abs(value) >= 0.001) return String(Number(value.toFixed(4)));
  return value.toExponential().replace(/(\.\d{3})\d+/, '$1');
}

/**
 * A number in Google's pattern, as far as Labmate uses them: `0.0000`, `0.0##`, `#,##0`, `0.0%`, `0.0E+00`, a sign before
 * them, and one pattern each for numbers above, below and at zero (`+0.00;-0.00;0.00`).
 * https://developers.google.com/workspace/sheets/api/guides/formats
 */
export function formatNumber(value: number, pattern: string | undefined): string {
  const [above = '', below, zero] = pattern?.split(';') ?? [];
  if (below === undefined) return formatOne(value, pattern);
  // Each pattern brings its own sign along.
  if (value < 0) return formatOne(-value, below);
  return formatOne(value, value === 0 ? (zero ?? above) : above);
}

function formatOne(value: number, signed: string | undefined): string {
  const [, sign = '', pattern] = /^([+-]?)(.*)$/.exec(signed ?? '') ?? [];
  const match = !pattern ? null : /^([#0,]+)(?:\.([0#]+))?(E\+0+|%)?$/.exec(pattern);
  if (!match) return shortNumber(value);
  const digits = match[2]?.length ?? 0;
  if (match[3]?.startsWith('E')) {
    const [mantissa = '', exponent = '0'] = value.toExponential(digits).split('e');
    const power = Math.abs(Number(exponent))
      .toString()
      .padStart(match[3].length - 2, '0');
    return `${sign}${mantissa}E${Number(exponent) < 0 ? '-' : '+'}${power}`;
  }
  const scaled = match[3] === '%' ? value * 100 : value;
  const fixed = match[1]?.includes(',')
    ? scaled.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    : scaled.toFixed(digits);
  const optional = /#*$/.exec(match[2] ?? '')?.[0].length ?? 0;
  // Google drops the digits that need not be there, and keeps the point.
  const text = optional > 0 ? fixed.replace(new RegExp(`0{1,${optional}}$`), '') : fixed;
  return sign + text + (match[3] ?? '');
}

/** 0 -> "A", 26 -> "AA". */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest >= 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + (index % 26));
}

/** Characters that a text takes, those of Korean and emoji as two. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text.slice(0, 80)) width += (character.codePointAt(0) ?? 0) > 0x10ff ? 1.75 : 1;
  return width;
}

const READS_AS_ANOTHER = /^(?:'|[=+]|\s*[+-]?[\d.,]+(?:e[+-]?\d+)?%?\s*$|\s*(?:true|false)\s*$)/i;

/** A cell as its editor shows it: a text that would be read as a number or a formula has an apostrophe in front. */
export const editText = (cell: SheetCell): string =>
  typeof cell === 'string' && READS_AS_ANOTHER.test(cell) ? `'${cell}` : cellText(cell);
