import { GoogleError } from './google-error.js';
import type { Cell } from './workbook.js';

/**
 * What a text becomes when it is typed into a cell (valueInputOption=USER_ENTERED): a number, a percentage, TRUE or
 * FALSE, a text behind an apostrophe, or itself. Dates stay texts here. Throws GoogleError 400 for formulas: the
 * practice sheet does not calculate.
 */
export function userEntered(text: string): Cell {
  if (text.startsWith("'")) return text.slice(1);
  if (/^[=+]\s*\S/.test(text) && !isNumber(text)) {
    throw new GoogleError(
      400,
      `The practice sheet does not calculate formulas: ${text.slice(0, 80)}. Send it with valueInputOption=RAW to store it as text.`,
    );
  }
  const trimmedText = text.trim();
  if (/^true$/i.test(trimmedText)) return true;
  if (/^false$/i.test(trimmedText)) return false;
  if (trimmedText.endsWith('%') && isNumber(trimmedText.slice(0, -1))) {
    return Number(trimmedText.slice(0, -1)) / 100;
  }
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(trimmedText)
    ? trimmedText.replaceAll(',', '')
    : trimmedText;
  return isNumber(plain) ? Number(plain) : text;
}

function isNumber(text: string): boolean {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(text);
}
