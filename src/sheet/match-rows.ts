import { cellHash, cellOf } from './cell.js';
import { type Column, RUN_KEY } from './columns.js';
import type { Layout } from './layout.js';
import type { SheetMemory } from './sheet-memory.js';

export type TableRow = { row: number; cells: readonly unknown[] };

/** What its cells have to say together: one that no other run has says 1, one that two have says 1/2. */
const ENOUGH = 0.9;
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
  if (still.length === 0 || rest.length === 0) return found;
  const empty = cellHash('');
  const filled = new Map(
    still.map((id) => [id, keys.filter(({ key }) => memory.hashIn(id, key) !== empty).length]),
  );
  const weight = rarity(
    keys.map(({ key }) => key),
    memory,
  );
  const scored = rest
    .flatMap((row) => {
      const hashes = hashesOf(row);
      return still.map((id) => {
        const same = keys.map(({ key }, at) =>
          memory.hashIn(id, key) === hashes[at] ? weight(key, hashes[at]) : 0,
        );
        const half = same.filter((one) => one > 0).length >= (filled.get(id) ?? 0) / 2;
        return { id, row, score: half ? same.reduce((sum, one) => sum + one, 0) : 0 };
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

/** How much a cell says about whose row it is: one, divided by the runs that have the same. */
function rarity(keys: readonly string[], memory: SheetMemory): (key: string, hash: string) => number {
  const counts = new Map<string, number>();
  for (const id of memory.rowIds())
    for (const key of keys) {
      const name = `${key} ${memory.hashIn(id, key)}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  return (key, hash) =>
    hash === cellHash('') ? 0 : 1 / (counts.get(`${key} ${hash}`) ?? Number.POSITIVE_INFINITY);
}
