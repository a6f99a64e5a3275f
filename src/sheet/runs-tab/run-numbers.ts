import { cellText } from '../cell.js';
import { type Column, RUN_KEY } from './columns.js';
import { isSameLayout, type Layout } from './layout.js';
import { matchRows, type TableRow } from './match-rows.js';
import type { SheetMemory } from '../memory/sheet-memory.js';
import type { Rows } from '../google/sheet-tab.js';
import type { Table } from './table.js';
import type { RowWrite } from './write-batches.js';

/**
 * The numbers by which rows are found. A row that lost its number is found by what else stands in it; a number that
 * Labmate wrote while rows or columns moved may stand in a wrong row, so it is not believed before the row's content
 * agrees.
 */
export class RunNumbers {
  readonly #columns: readonly Column[];
  readonly #memory: SheetMemory;
  /** Put back, and not seen to stand in the right row. */
  readonly #unsure = new Set<string>();
  #unanswered: { before: Layout; values: ReadonlySet<string> }[] = [];

  constructor(columns: readonly Column[], memory: SheetMemory) {
    this.#columns = columns;
    this.#memory = memory;
  }

  get areSure(): boolean {
    return this.#unsure.size === 0 && this.#unanswered.length === 0;
  }

  /** Whether this number may stand in a row that is another run's, in the tab as it reads now. */
  isUnsure(id: string, layout: Layout): boolean {
    return (
      this.#unsure.has(id) ||
      this.#unanswered.some(({ before, values }) => values.has(id) && !isSameLayout(before, layout))
    );
  }

  /**
   * A write went where it was not meant to go. Sorting takes numbers along; but where columns had moved, any number that
   * Labmate wrote (epochs, seeds) may have gone into the run column.
   */
  wereHit(batch: readonly RowWrite[], after: Layout | undefined): void {
    const column = after?.columnOf.get(RUN_KEY);
    for (const { row, cells, run } of batch)
      for (const [at, cell] of cells) {
        // A new row's own number is right where it is a run's at all.
        if (row < 0 && String(cell) === run?.id) continue;
        if (column === undefined || at === column) this.#unsure.add(String(cell));
      }
  }

  /** Nobody knows what became of a write: whether columns had moved, the next look says. */
  mayBeHit(batch: readonly RowWrite[], before: Layout): void {
    this.#unanswered.push({
      before,
      values: new Set(batch.flatMap(({ cells }) => [...cells.values()].map(String))),
    });
  }

  /**
   * Finds the rows of runs that are not where their number is, and says which numbers have to be written for it, or
   * taken out of rows that are no run's. Runs whose row is nowhere were deleted by somebody.
   */
  find(table: Table): RowWrite[] {
    const { found, layout } = table;
    const memory = this.#memory;
    for (const id of found.keys()) if (memory.isDeleted(id)) memory.undelete(id);
    const column = layout.columnOf.get(RUN_KEY) ?? 0;
    const numberIn = ({ cells }: TableRow) => cellText(cells[column]);
    const lost = memory.knownIds().filter((id) => !found.has(id));
    const matched = matchRows(lost, table.loose, { columns: this.#columns, layout, memory });
    const taken = new Set(matched.values());
    for (const row of table.loose) {
      const id = numberIn(row);
      if (taken.has(row) || matched.has(id) || !this.isUnsure(id, layout) || !lost.includes(id)) continue;
      matched.set(id, row);
      taken.add(row);
    }
    // While strays are about, a row may be there and not be known again; the next look decides.
    if (!memory.strays.any && this.areSure)
      for (const id of lost) if (!matched.has(id) && memory.hasRow(id)) memory.setDeleted(id);
    table.loose = table.loose.filter((row) => !taken.has(row));
    const wrong = table.loose.filter((row) => numberIn(row) !== '' && this.isUnsure(numberIn(row), layout));
    for (const [id, row] of matched) found.set(id, row);
    return [
      ...wrong.map(({ row }) => ({ row, cells: new Map([[column, '']]) })),
      ...[...matched]
        .filter(([id, row]) => numberIn(row) !== id)
        .map(([id, { row }]) => ({ row, cells: new Map([[column, Number(id)]]) })),
    ];
  }

  /** Numbers are about to be written. */
  distrust(table: Table, numbers: readonly RowWrite[]): void {
    const rows = new Set(numbers.map(({ row }) => row));
    for (const [id, { row }] of table.found) if (rows.has(row)) this.#unsure.add(id);
  }

  /** Where the tab right after the write shows each number beside what stood in its row before, it is believed. */
  believe(table: Table, numbers: readonly RowWrite[], after: Rows): boolean {
    const column = table.layout.columnOf.get(RUN_KEY) ?? 0;
    const before = new Map(
      [...table.found.values(), ...table.loose].map(({ row, cells }) => [row, cells ?? []]),
    );
    const headers = after[table.layout.headerRow] ?? [];
    const stand =
      isSameRow(headers, table.layout.headers) &&
      numbers.every(({ row }) => isSameRow(after[row] ?? [], before.get(row) ?? [], column));
    if (stand) this.allSure();
    return stand;
  }

  allSure(): void {
    this.#unsure.clear();
    this.#unanswered = [];
  }
}

const isSameRow = (a: readonly unknown[], b: readonly unknown[], except = -1): boolean =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, at) => at).every(
    (at) => at === except || cellText(a[at]) === cellText(b[at]),
  );
