import { stringify } from 'csv-stringify/sync';
import type { ExportTable } from './export-table.js';
import { formulaSafe } from './formula-safe.js';

/** As Excel opens it in any language: UTF-8 with its mark, lines as RFC 4180 ends them. */
export function writeCsv({ headers, rows }: ExportTable): Buffer {
  const safe = [headers, ...rows].map((row) => row.map(formulaSafe));
  return Buffer.from(
    stringify(safe, {
      bom: true,
      record_delimiter: 'windows',
      cast: { boolean: (value) => (value ? 'TRUE' : 'FALSE') },
    }),
  );
}
