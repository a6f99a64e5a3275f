import type { Run } from '../../runs/run.js';
import { wholeTab } from '../google/a1.js';
import { isSameLayout } from './layout.js';
import type { PeoplesCells } from './peoples-cells.js';
import type { RunNumbers } from './run-numbers.js';
import { toSheetFailure } from '../google/sheet-failure.js';
import type { SheetMemory } from '../memory/sheet-memory.js';
import type { TabRequests } from '../google/sheet-tab.js';
import type { Table } from './table.js';
import type { TableReader } from './table-reader.js';
import { type RowWrite, toRequests } from './write-batches.js';

/**
 * Writes into a table that was just read. Each request answers with where rows and columns are in the very moment after
 * it, so it is known whether it went where it was meant to go. Where it did not, or no answer came, all that it wrote is
 * a stray until the whole tab was looked through.
 */
export class RowWriter {
  readonly #tab: TabRequests;
  readonly #reader: TableReader;
  readonly #memory: SheetMemory;
  readonly #people: PeoplesCells;
  readonly #numbers: RunNumbers;
  readonly #now: () => number;

  constructor({
    tab,
    reader,
    memory,
    people,
    numbers,
    now,
  }: {
    tab: TabRequests;
    reader: TableReader;
    memory: SheetMemory;
    people: PeoplesCells;
    numbers: RunNumbers;
    now: () => number;
  }) {
    this.#tab = tab;
    this.#reader = reader;
    this.#memory = memory;
    this.#people = people;
    this.#numbers = numbers;
    this.#now = now;
  }

  /** Rows of runs, old and new. False where rows or columns had moved. */
  async write(batch: readonly RowWrite[], table: Table): Promise<boolean> {
    const { grid, layout, found } = table;
    const memory = this.#memory;
    const runs = batch.flatMap(({ run }) => run ?? []);
    const noted = await memory.expect(runs);
    for (const { run, row, cells } of batch) if (run && row < 0) this.#people.seeNew(run.id, layout, cells);
    const look = this.#reader.lookRanges(grid);
    const send = () => this.#tab.change(toRequests(grid.sheetId, batch), look);
    const answer = await this.#send(batch, table, send, noted);
    const after = this.#reader.lookedAt(answer);
    memory.sawRows(after.rowOf.keys());
    const stands =
      isSameLayout(layout, after.layout) &&
      [...found].every(([id, { row }]) => after.rowOf.get(id) === row) &&
      runs.every(({ id }) => after.rowOf.has(id));
    if (!stands) {
      this.#numbers.wereHit(batch, after.layout);
      return this.#scatter(batch);
    }
    for (const [id, row] of after.rowOf) if (!found.has(id)) found.set(id, { row, cells: undefined });
    memory.confirm(runs);
    return true;
  }

  /** Numbers into rows that have none, or a wrong one: only the whole tab shows whether those rows had moved. */
  async writeNumbers(batch: readonly RowWrite[], table: Table): Promise<boolean> {
    this.#numbers.distrust(table, batch);
    const { grid } = table;
    const [after = []] = await this.#send(batch, table, () =>
      this.#tab.change(toRequests(grid.sheetId, batch), [wholeTab(grid.title)]),
    );
    if (this.#numbers.believe(table, batch, after)) return true;
    this.#numbers.wereHit(batch, undefined);
    return this.#scatter(batch);
  }

  async #send<T>(
    batch: readonly RowWrite[],
    { layout }: Table,
    send: () => Promise<T>,
    noted: readonly Run[] = [],
  ): Promise<T> {
    try {
      return await send();
    } catch (error) {
      // What Google refused was not done. Of everything else nobody knows.
      if (toSheetFailure(error, this.#now()).isAmbiguous) {
        this.#numbers.mayBeHit(batch, layout);
        this.#scatter(batch);
      } else this.#memory.retract(noted);
      throw error;
    }
  }

  #scatter(batch: readonly RowWrite[]): false {
    for (const { cells } of batch) this.#memory.strays.add(cells.values());
    return false;
  }
}
