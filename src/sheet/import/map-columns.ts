import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { columnName } from '../google/a1.js';
import { type Cell, cellText } from '../cell.js';
import { type Field, headerName } from './fields.js';
import { readNumber } from './people-numbers.js';
import { refuseFile } from './refuse-file.js';
import type { Table } from './table.js';

/** A column of the table, and what is made of it. */
export type MappedColumn = {
  /** From 0. */
  at: number;
  /** `C`, as spreadsheets call it. */
  letter: string;
  header: string;
  /** Which field; null for what goes into the run's note. */
  key: string | null;
  /** Of a score: its numbers are per cents. */
  percent: boolean;
  samples: string[];
};

export type Mapping = {
  /** Index of the header's row in the table. */
  header: number;
  columns: MappedColumn[];
};

/** The header stands in one of the first rows: titles and dates may stand above it. */
const LOOKED_AT = 30;
const SAMPLES = 3;

export const isScore = (key: string | null): boolean =>
  key !== null &&
  (['dev', 'dev_tuned', 'macro', 'folds_mean', 'public'].includes(key) || key.startsWith('f1:'));

/**
 * Finds the header and says what each column is.
 * @throws UserError `import.header` where no row looks like one, `import.scores` where no column holds scores
 */
export function mapColumns(table: Table, fields: readonly Field[]): Mapping {
  const { rows } = table;
  if (rows.every((row) => row.every((cell) => cellText(cell) === ''))) refuseFile('empty');
  const found = rows
    .slice(0, LOOKED_AT)
    .map((row, header) => ({ header, keys: keysOf(row, fields) }))
    .reduce((best, one) => (one.keys.size > best.keys.size ? one : best));
  const header = rows[found.header] ?? [];
  if (found.keys.size < 2)
    throw new UserError('import.header', say('imports.header', { looked: Math.min(rows.length, LOOKED_AT) }));
  const below = rows.slice(found.header + 1);
  const keyAt = new Map([...found.keys].map(([key, at]) => [at, key]));
  const width = rows.reduce((most, { length }) => Math.max(most, length), 0);
  const columns = Array.from({ length: width }, (_, at) => {
    const filled = below.map((row) => row[at] ?? '').filter((cell) => cellText(cell) !== '');
    const key = keyAt.get(at) ?? null;
    return {
      ...{ at, letter: columnName(at), header: cellText(header[at]), key },
      percent: isScore(key) && isPercent(cellText(header[at]), filled),
      samples: filled.slice(0, SAMPLES).map((cell) => cellText(cell).slice(0, 60)),
    };
  }).filter(({ samples, key }) => samples.length > 0 || key !== null);
  if (!columns.some(({ key }) => key === 'dev' || key === 'public'))
    throw new UserError(
      'import.scores',
      say('imports.scores', { headers: header.map(cellText).filter(Boolean).join(', ').slice(0, 300) }),
    );
  return { header: found.header, columns };
}

/** Which field each column is, as far as its header says: the best name wins, of two with the same the one to the left. */
function keysOf(row: readonly Cell[], fields: readonly Field[]): Map<string, number> {
  const names = row.map((cell) => (typeof cell === 'string' && cell.length <= 100 ? headerName(cell) : ''));
  const claims = fields.flatMap(({ key, names: known }) =>
    names.flatMap((name, at) => {
      const place = name === '' ? -1 : known.indexOf(name);
      return place < 0 ? [] : [{ key, at, place }];
    }),
  );
  claims.sort((a, b) => a.place - b.place || a.at - b.at);
  const keys = new Map<string, number>();
  const taken = new Set<number>();
  for (const { key, at } of claims) {
    if (keys.has(key) || taken.has(at)) continue;
    keys.set(key, at);
    taken.add(at);
  }
  return keys;
}

/** A column is one of per cents as a whole: by its header, or since most of its numbers are above 1. */
function isPercent(header: string, cells: readonly Cell[]): boolean {
  if (/[%％]|percent|퍼센트/i.test(header)) return true;
  const numbers = cells.flatMap((cell) => readNumber(cell) ?? []);
  const above = numbers.filter(({ value, percent }) => percent || value > 1).length;
  return above * 2 > numbers.length;
}
