import { cellHash, cellOf } from './cell.js';
import { type Column, RUN_KEY } from './columns.js';
import type { Layout } from './layout.js';
import type { SheetMemory } from './sheet-memory.js';

export type TableRow = { row: number; cells: readonly unknown[] };

/** This share of its filled cells makes a row a run's. */
const ENOUGH = 0.6;
/** Beyond so many comparisons, only rows that match to the last cell are found. */
const MOST_COMPARED = 20_000;

/**
 * Finds the rows of runs whose number is gone from them (somebody deleted or overwrote the column) by what else Labmate
 * wrote there.
 * @param lost numbers of runs that had a row
 * @param loose rows that bear no run's number
 */
export function matchRows(
  lost: readonly string[],
  loose: readonly TableRow[],
  { columns, layout, memory }: { columns: readonly Column[]; layout: Layout; memory: SheetMemory },
): Map<string, TableRow> {
  const keys = columns
    .filter(({ key, owner }) => owner === 'bot' && key !== RUN_KEY && layout.columnOf.has(key))
    .map(({ key }) => ({ key, at: layout.columnOf.get(key) ?? 0 }));
  const hashesOf = ({ cells }: TableRow) => keys.map(({ at }) => cellHash(cellOf(cells[at])));
  const found = new Map<string, TableRow>();
  const byAll = new Map<string, string[]>();
  for (const id of lost) {
    const known = keys.map(({ key }) => memory.hashIn(id, key)).join('');
    byAll.set(known, [...(byAll.get(known) ?? []), id]);
  }
  const rest = loose.filter((row) => {
    const id = byAll.get(hashesOf(row).join(''))?.shift();
    if (id !== undefined) found.set(id, row);
    return id === undefined;
  });
  const still = lost.filter((id) => !found.has(id));
  if (still.length * rest.length > MOST_COMPARED) return found;
  const empty = cellHash('');
  const scored = rest
    .flatMap((row) => {
      const hashes = hashesOf(row);
      const filled = hashes.filter((hash) => hash !== empty).length;
      return still.map((id) => {
        const same = keys.filter(
          ({ key }, at) => hashes[at] !== empty && memory.isOurs(id, key, hashes[at] ?? ''),
        );
        return { id, row, score: filled < 3 ? 0 : same.length / filled };
      });
    })
    .filter(({ score }) => score >= ENOUGH)
    .sort((a, b) => b.score - a.score);
  const taken = new Set<TableRow>();
  for (const { id, row } of scored) {
    if (found.has(id) || taken.has(row)) continue;
    found.set(id, row);
    taken.add(row);
  }
  return found;
}
