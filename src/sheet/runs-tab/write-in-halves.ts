import type { Run } from '../../runs/run.js';
import type { RowWriter } from './row-writer.js';
import { toSheetFailure, type SheetFailure } from '../google/sheet-failure.js';
import type { SheetMemory } from '../memory/sheet-memory.js';
import type { Table } from './table.js';
import type { RowWrite } from './write-batches.js';

/** A row that Google does not take, whatever is written with it. */
export type RefusedRow = { run: string; why: string };

/** Google's words where the tab is what keeps it, not a row. */
const OF_THE_TAB = /protected|number of cells|grid|beyond the last|sheet/i;
/** So many rows refused and none written: it is no row's fault. */
const MOST_ALONE = 3;

type Alone = { write: RowWrite; run: Run; why: string };

/**
 * Writes what Google takes. A request is done whole or not at all, so one row that is refused would hold up all that are
 * written with it: such a batch is halved until the row is alone. The first refusal is thrown, for most often the tab
 * has changed, and all is read anew.
 */
export class WriteInHalves {
  readonly #writer: RowWriter;
  readonly #memory: SheetMemory;
  readonly #now: () => number;
  #wasRefused = false;
  #untold: RefusedRow[] = [];

  constructor({ writer, memory, now }: { writer: RowWriter; memory: SheetMemory; now: () => number }) {
    this.#writer = writer;
    this.#memory = memory;
    this.#now = now;
  }

  /** False where rows or columns had moved. @throws whatever googleapis throws, where it is not about a row */
  async write(batch: readonly RowWrite[], table: Table): Promise<boolean> {
    const alone: Alone[] = [];
    let written = 0;
    const attempt = async (part: readonly RowWrite[]): Promise<boolean> => {
      try {
        const stands = await this.#writer.write(part, table);
        written += part.length;
        return stands;
      } catch (error) {
        const failure = toSheetFailure(error, this.#now());
        if (!isOfRows(failure)) throw error;
        const [first] = part;
        if (!this.#wasRefused || !first || (part.length === 1 && !first.run)) {
          this.#wasRefused = true;
          throw error;
        }
        if (part.length === 1 && first.run) {
          alone.push({ write: first, run: first.run, why: failure.message });
          if (written === 0 && alone.length >= MOST_ALONE) throw error;
          return true;
        }
        const middle = Math.ceil(part.length / 2);
        return (await attempt(part.slice(0, middle))) && attempt(part.slice(middle));
      }
    };
    const stands = await attempt(batch);
    for (const { run, why } of alone)
      if (this.#memory.refused.add(run.id, this.#memory.hashesOf(run), why))
        this.#untold.push({ run: run.id, why });
    return stands;
  }

  /** All stands that can. */
  settled(): void {
    this.#wasRefused = false;
  }

  /** Rows that were refused for the first time; each once. */
  take(): RefusedRow[] {
    return this.#untold.splice(0);
  }
}

const isOfRows = ({ kind, message }: SheetFailure): boolean =>
  kind === 'refused' && !OF_THE_TAB.test(message);
