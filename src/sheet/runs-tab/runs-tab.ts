import type { Run } from '../../runs/run.js';
import type { Texts } from '../../texts/texts.js';
import type { Column } from './columns.js';
import { ConflictNotes } from './conflict-notes.js';
import type { Layout } from './layout.js';
import type { Conflict } from '../memory/memory-data.js';
import { PeoplesCells } from './peoples-cells.js';
import { type Change, newRow, type PeopleInput, planRow } from './plan-row.js';
import { RowWriter } from './row-writer.js';
import { RunNumbers } from './run-numbers.js';
import type { SheetMemory } from '../memory/sheet-memory.js';
import type { NoteLine, TabRequests } from '../google/sheet-tab.js';
import type { Table } from './table.js';
import { TableReader } from './table-reader.js';
import { batches, type RowWrite } from './write-batches.js';
import { type RefusedRow, WriteInHalves } from './write-in-halves.js';

/** What came of a look at the tab. */
export type Pass = {
  /** All is as it should be; otherwise the whole tab has to be looked through. */
  settled: boolean;
  /** Cells that people had changed; Labmate's value is back in them, theirs in the note. */
  conflicts: Conflict[];
  /** Rows that Google does not take, each once; all others are written. */
  refused: RefusedRow[];
  /** What people typed for Labmate to take; empty unless all is as it should be. */
  input: PeopleInput[];
  /** The tab had been deleted, and is new. */
  anew: boolean;
};

const UNSETTLED: Pass = { settled: false, conflicts: [], refused: [], input: [], anew: false };

/** More rows than this are read with the whole tab: addresses have an end. */
const ROWS_BY_RANGE = 40;

/**
 * The tab with a row a run. It trusts nothing that it knew before: people sort, move, insert and delete, so the header
 * and the run column are read before each write, and rows and columns are found by what stands in them. It writes only
 * its own cells, and of them only those that differ; new rows go below all others. Each write answers with where rows
 * and columns were right after it; if they had moved, or if no answer came, what was written may stand anywhere, and
 * the next look is at the whole tab: it puts back what was hit.
 */
export class RunsTab {
  readonly #tab: TabRequests;
  readonly #columns: readonly Column[];
  readonly #memory: SheetMemory;
  readonly #people: PeoplesCells;
  readonly #numbers: RunNumbers;
  readonly #reader: TableReader;
  readonly #writer: RowWriter;
  readonly #halves: WriteInHalves;
  readonly #conflicts: ConflictNotes;

  constructor({
    tab,
    columns,
    memory,
    texts,
    now,
  }: {
    tab: TabRequests;
    columns: readonly Column[];
    memory: SheetMemory;
    texts: Texts;
    now: () => number;
  }) {
    this.#tab = tab;
    this.#columns = columns;
    this.#memory = memory;
    const people = (this.#people = new PeoplesCells(columns, memory.strays));
    const numbers = (this.#numbers = new RunNumbers(columns, memory));
    const reader = (this.#reader = new TableReader({ tab, columns, memory, texts, people }));
    const writer = (this.#writer = new RowWriter({ tab, reader, memory, people, numbers, now }));
    this.#halves = new WriteInHalves({ writer, memory, now });
    this.#conflicts = new ConflictNotes({ tab, memory, texts, now });
  }

  /**
   * Puts runs into their rows. Where that needs a look at the whole tab, nothing is written and the pass is unsettled.
   * @throws SheetLayoutError, and whatever googleapis throws; after an error the same call may simply be made again
   */
  write(runs: readonly Run[]): Promise<Pass> {
    return this.#guarded(async () => {
      const memory = this.#memory;
      if (memory.strays.any || !this.#numbers.areSure || runs.length > ROWS_BY_RANGE) return UNSETTLED;
      const table = await this.#reader.readRows(runs);
      if (!table || this.#reader.lacking(table.layout).length > 0) return UNSETTLED;
      // One that had a row, or may have: only the whole tab says whether it has none.
      if (memory.knownIds().some((id) => !table.found.has(id))) return UNSETTLED;
      memory.sawRows(table.found.keys());
      for (const id of table.found.keys()) if (memory.isDeleted(id)) memory.undelete(id);
      return this.#apply(runs, table, []);
    });
  }

  /** Looks the whole tab through, makes what is missing of it, and brings every row up to date. @throws as `write` */
  audit(all: readonly Run[]): Promise<Pass> {
    return this.#guarded(async () => {
      const { table, anew } = await this.#reader.readAll(all, (id, layout) =>
        this.#numbers.isUnsure(id, layout),
      );
      if (!table) return { ...UNSETTLED, anew };
      // Those that bear their number. One that is matched by its content has yet to get it.
      this.#memory.sawRows(table.found.keys());
      const numbers = this.#numbers.find(table);
      for (const [id, { cells }] of table.found)
        if (cells) this.#people.see(id, table.layout, (at) => cells[at]);
      if (numbers.length > 0) {
        for (const batch of batches(numbers)) if (!(await this.#writer.writeNumbers(batch, table))) break;
        return { ...UNSETTLED, anew };
      }
      const pass = await this.#apply(all, table, [
        ...this.#people.repair(table),
        ...this.#people.leftovers(table),
      ]);
      if (pass.settled) {
        this.#memory.gathered();
        this.#numbers.allSure();
      }
      // Whether a row that was not known again is there, only a look without strays can say.
      const isWhole = this.#memory.knownIds().every((id) => table.found.has(id));
      return { ...pass, settled: pass.settled && isWhole, anew };
    });
  }

  /** Writes why something that people typed was not taken into its cell's note. */
  async explain(lines: readonly NoteLine[]): Promise<void> {
    const grid = await this.#tab.find();
    if (grid) await this.#tab.addNotes(grid, lines);
  }

  async #guarded(pass: () => Promise<Pass>): Promise<Pass> {
    try {
      return await pass();
    } catch (error) {
      this.#reader.forget();
      throw error;
    }
  }

  async #apply(runs: readonly Run[], table: Table, repairs: readonly RowWrite[]): Promise<Pass> {
    const { grid, layout, found } = table;
    const memory = this.#memory;
    const context = { columns: this.#columns, layout, memory };
    const changes: Change[] = [];
    const input: PeopleInput[] = [];
    const writes: RowWrite[] = [...repairs];
    const additions: Run[] = [];
    const asTheyStand: Run[] = [];
    for (const run of runs) {
      const there = found.get(run.id);
      if (there) {
        const { row, cells: now = [] } = there;
        const plan = planRow(run, { row, cells: now }, context);
        input.push(...plan.input);
        if (memory.isRefused(run)) continue;
        changes.push(...plan.conflicts);
        if (plan.cells.size > 0) writes.push({ row, cells: plan.cells, run });
        else asTheyStand.push(run);
      } else if (!memory.isDeleted(run.id) && !memory.hasRow(run.id) && !memory.isRefused(run))
        additions.push(run);
    }
    if (!layout.columnOf.has('notes')) memory.seen.forget('notes');
    // What people wrote is kept before anything is written over it; then the tab is read anew, for rows may have moved.
    const fresh = this.#conflicts.fresh(changes);
    if (fresh.length > 0) {
      await this.#conflicts.keep(fresh, grid, layout);
      return { ...UNSETTLED, conflicts: this.#conflicts.take() };
    }
    memory.confirm(asTheyStand);
    let settled = true;
    for (const batch of batches(this.#inTurn(writes, additions, layout)))
      if (!(settled = await this.#halves.write(batch, table))) break;
    if (settled) this.#halves.settled();
    const [conflicts, refused] = [this.#conflicts.take(), this.#halves.take()];
    return { settled, conflicts, refused, input: settled ? input : [], anew: false };
  }

  /** New rows are made when their turn comes: thousands of them at once would take much memory. */
  *#inTurn(writes: readonly RowWrite[], additions: readonly Run[], layout: Layout): Iterable<RowWrite> {
    yield* writes;
    for (const run of additions) yield { row: -1, cells: newRow(run, this.#columns, layout), run };
  }
}
