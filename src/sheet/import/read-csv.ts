import { CsvError, parse } from 'csv-parse/sync';
import { decodeText } from './decode-text.js';
import { refuseFile } from './refuse-file.js';
import { LIMITS, type Table } from './table.js';

const SEPARATORS = [',', ';', '\t', '|'] as const;
/** Lines that are tried with each separator. */
const TRIED = 20;

/**
 * A table of values between separators, each maybe in quotes: with line feeds in them, too.
 * @throws UserError `import.file` where it cannot be read as one, or is too large
 */
export function readCsv(bytes: Uint8Array): Table {
  const text = decodeText(bytes);
  const rows = parseWith(separatorOf(text), text, LIMITS.rows + 1);
  if (rows.length > LIMITS.rows) refuseFile('rows', { limit: LIMITS.rows - 1 });
  const widest = rows.reduce((most, { length }) => Math.max(most, length), 0);
  if (widest > LIMITS.columns) refuseFile('columns', { limit: LIMITS.columns });
  return { rows, escaped: true, tab: null };
}

function parseWith(delimiter: string, text: string, to: number): string[][] {
  try {
    return parse(text, {
      ...{ delimiter, to, bom: true, relax_column_count: true, skip_empty_lines: false },
      // A quotation mark in the middle of a note is one, and begins nothing.
      relax_quotes: true,
      max_record_size: 2 ** 21,
    });
  } catch (error) {
    if (error instanceof CsvError)
      return refuseFile('quotes', { line: typeof error.lines === 'number' ? error.lines : '?' });
    throw error;
  }
}

/** The one that cuts the first lines into most cells, most evenly: a comma in a note is no separator. */
function separatorOf(text: string): string {
  const scored = SEPARATORS.map((separator) => {
    try {
      const rows = parseWith(separator, text.slice(0, 200_000), TRIED);
      const widths = rows.map(({ length }) => length).filter((width) => width > 1);
      const usual = mostCommon(widths);
      return { separator, score: widths.filter((width) => width === usual).length * Math.min(usual, 30) };
    } catch {
      return { separator, score: 0 };
    }
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).separator;
}

function mostCommon(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}
