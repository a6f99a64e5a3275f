import { cellHash, cellOf, cellText } from '../cell.js';
import { type Column, RUN_KEY } from './columns.js';
import type { Layout } from './layout.js';
import type { SheetMemory } from '../memory/sheet-memory.js';

export type TableRow = { row: number; cells: readonly unknown[] };
type Context = { columns: readonly Column[]; layout: Layout; memory: SheetMemory };

/** What its cells have to say together: one that no other run has says 1, one that two have says 1/2. */
const ENOUGH = 0.9;
/** Beyond so many comparisons, only rows that match to the last cell are found. */
const MOST_COMPARED = 20_000;
/** Of a new row that went into columns which had moved, so much is to be found somewhere in it. */
const MOST_OF_IT = 0.8;
/** A cell that so few runs have is no stray of another one. */
const TELLING = 0.5;
const EMPTY = cellHash('');

/**
 * Finds the rows of runs whose number is gone from them, or cannot be believed, by what else Labmate wrote there. Cells
 * that hold what a displaced write left behind count neither for nor against.
 * @param lost numbers of runs that had a row, or may have
 * @param loose rows that bear no run's number, or one that may be wrong
 */
export function matchRows(
  lost: readonly string[],
  loose: readonly TableRow[],
  context: Context,
): Map<string, TableRow> {
  const found = new Map<string, TableRow>();
  if (lost.length === 0 || loose.length === 0) return found;
  const taken = new Set<TableRow>();
  const take = (id: string, row: TableRow) => {
    if (found.has(id) || taken.has(row)) return;
    found.set(id, row);
    taken.add(row);
  };
  for (const [id, row] of toTheLastCell(lost, loose, context)) take(id, row);
  const left = () => [lost.filter((id) => !found.has(id)), loose.filter((row) => !taken.has(row))] as const;
  for (const [id, row] of byRareCells(...left(), context)) take(id, row);
  for (const [id, row] of inOtherColumns(...left(), context)) take(id, row);
  return found;
}

const keysOf = ({ columns, layout }: Context) =>
  columns
    .filter(({ key, owner }) => owner === 'bot' && key !== RUN_KEY && layout.columnOf.has(key))
    .map(({ key }) => ({ key, at: layout.columnOf.get(key) ?? 0 }));

/** Equal rows cannot be told apart; the number that stands in one is all there is to go by. */
function toTheLastCell(
  lost: readonly string[],
  loose: readonly TableRow[],
  context: Context,
): [string, TableRow][] {
  const keys = keysOf(context);
  const column = context.layout.columnOf.get(RUN_KEY) ?? 0;
  const byAll = new Map<string, Set<string>>();
  for (const id of lost)
    for (const row of context.memory.rowsOf(id)) {
      const all = keys.map(({ key }) => row(key)).join('');
      byAll.set(all, (byAll.get(all) ?? new Set()).add(id));
    }
  const candidates = loose.flatMap((row) => {
    const ids = byAll.get(keys.map(({ at }) => cellHash(cellOf(row.cells[at]))).join(''));
    return ids ? [{ row, ids, number: cellText(row.cells[column]) }] : [];
  });
  return [
    ...candidates
      .filter(({ ids, number }) => ids.has(number))
      .map(({ row, number }) => [number, row] as const),
    ...candidates.flatMap(({ row, ids }) => [...ids].map((id) => [id, row] as const)),
  ].map(([id, row]) => [id, row]);
}

function byRareCells(
  lost: readonly string[],
  loose: readonly TableRow[],
  context: Context,
): [string, TableRow][] {
  if (lost.length * loose.length > MOST_COMPARED || lost.length === 0 || loose.length === 0) return [];
  const { memory, layout } = context;
  const keys = keysOf(context);
  const column = layout.columnOf.get(RUN_KEY) ?? 0;
  const weight = rarity(
    keys.map(({ key }) => key),
    memory,
  );
  return loose
    .flatMap((row) => {
      const hashes = keys.map(({ at }) => cellHash(cellOf(row.cells[at])));
      return lost.map((id) => {
        let [score, same, other, standing] = [0, 0, 0, 0];
        for (const [at, { key }] of keys.entries()) {
          const hash = hashes[at] ?? '';
          const own = memory.hashesIn(id, key);
          // What was on its way when rows moved stands in others' rows, too; what stood there before does not.
          if (own[0] !== hash && memory.strays.has(hash)) continue;
          if (own.includes(hash)) {
            score += weight(key, hash);
            if (hash !== EMPTY) same++;
            if (hash !== EMPTY && (!memory.strays.has(hash) || weight(key, hash) >= TELLING)) standing++;
          } else if (own.some((one) => one !== EMPTY)) other++;
        }
        const tie = cellText(row.cells[column]) === id ? 1e-6 : 0;
        // Where all that agrees is strays that most runs have, it is what a displaced write left, and no run's row.
        return { id, row, score: same >= other && standing > 0 ? score + tie : 0 };
      });
    })
    .filter(({ score }) => score >= ENOUGH)
    .sort((a, b) => b.score - a.score)
    .map(({ id, row }) => [id, row]);
}

/** A new row that was written while columns moved: its cells stand in other columns, its number somewhere among them. */
function inOtherColumns(
  lost: readonly string[],
  loose: readonly TableRow[],
  { memory }: Context,
): [string, TableRow][] {
  const neverSeen = lost.filter((id) => !memory.hasRow(id));
  if (!memory.strays.any || neverSeen.length * loose.length > MOST_COMPARED) return [];
  return loose.flatMap((row) => {
    const hashes = new Set(row.cells.map((cell) => cellHash(cellOf(cell))).filter((hash) => hash !== EMPTY));
    return neverSeen.flatMap((id): [string, TableRow][] => {
      if (!hashes.has(cellHash(Number(id)))) return [];
      const isIt = memory.allHashesOf(id).some((all) => {
        const own = new Set(all);
        const there = [...own].filter((hash) => hashes.has(hash)).length;
        return there >= MOST_OF_IT * Math.min(own.size, hashes.size);
      });
      return isIt ? [[id, row]] : [];
    });
  });
}

/** How much a cell says about whose row it is: one, divided by the runs that have the same. */
function rarity(keys: readonly string[], memory: SheetMemory): (key: string, hash: string) => number {
  const counts = new Map<string, number>();
  for (const id of memory.knownIds())
    for (const key of keys)
      for (const hash of new Set(memory.hashesIn(id, key))) {
        const name = `${key} ${hash}`;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
  return (key, hash) => (hash === EMPTY ? 0 : 1 / (counts.get(`${key} ${hash}`) ?? Number.POSITIVE_INFINITY));
}
