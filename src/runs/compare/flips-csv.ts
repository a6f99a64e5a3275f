import { stringify } from 'csv-stringify/sync';
import type { Flip } from './flips.js';

/**
 * Flips as a table for a spreadsheet, labels parted by spaces. With a byte-order mark, without which Excel takes Hangul
 * for something else, and a `'` before fields that a spreadsheet would take for a formula (= + - @).
 * @param first what the columns of the two runs' answers are called
 */
export function flipsCsv(
  flips: readonly Flip[],
  { first, second }: { first: string; second: string },
): string {
  const header = ['id', 'text', 'target', 'truth', first, second, 'all labels', 'now right', 'now wrong'];
  const rows = flips.map((flip) => [
    flip.example.id,
    flip.example.text,
    flip.example.target ?? '',
    ...[flip.truth, flip.first, flip.second].map((names) => names.join(' ')),
    flip.exact ?? '',
    ...[flip.better, flip.worse].map((names) => names.join(' ')),
  ]);
  return stringify([header, ...rows], { bom: true, escape_formulas: true });
}
