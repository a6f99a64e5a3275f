import type { Texts } from '../../texts/texts.js';
import { type Cell, cellHash } from '../cell.js';
import type { Layout } from './layout.js';
import type { Conflict } from '../memory/memory-data.js';
import type { Change } from './plan-row.js';
import type { SheetMemory } from '../memory/sheet-memory.js';
import type { Grid, TabRequests } from '../google/sheet-tab.js';

/** Keeps what people typed into Labmate's cells, in the cells' notes and for telling. */
export class ConflictNotes {
  readonly #tab: TabRequests;
  readonly #memory: SheetMemory;
  readonly #texts: Texts;
  readonly #now: () => number;
  /** Found, and not yet given to anybody: a write that fails must not swallow them. */
  #untold: Conflict[] = [];

  constructor({
    tab,
    memory,
    texts,
    now,
  }: {
    tab: TabRequests;
    memory: SheetMemory;
    texts: Texts;
    now: () => number;
  }) {
    this.#tab = tab;
    this.#memory = memory;
    this.#texts = texts;
    this.#now = now;
  }

  /** Those that nobody was told of yet. */
  fresh(changes: readonly Change[]): Change[] {
    return changes.filter(({ run, key, theirs }) => !this.#memory.seen.of(run, key, cellHash(theirs)));
  }

  async keep(changes: readonly Change[], grid: Grid, { headers }: Layout): Promise<void> {
    const { t } = this.#texts;
    const lines = changes.map(({ row, column, theirs, ours }) => {
      const value = ours === '' ? t('sheet.empty') : String(ours);
      return {
        row,
        column,
        text: `${t('sheet.yours', { value: String(theirs) })}\n${t('sheet.ours', { value })}`,
      };
    });
    await this.#tab.addNotes(grid, lines);
    const at = new Date(this.#now()).toISOString();
    const conflicts = changes.map(({ run, key, column, theirs, ours }) => {
      this.#memory.seen.set(run, key, cellHash(theirs), false);
      return { run, key, at, column: headers[column] ?? key, theirs: text(theirs), ours: text(ours) };
    });
    this.#memory.addConflicts(conflicts);
    this.#untold.push(...conflicts);
  }

  /** Each once. */
  take(): Conflict[] {
    return this.#untold.splice(0);
  }
}

const text = (cell: Cell): string => String(cell);
