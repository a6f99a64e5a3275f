import { type Cell, cellHash, cellOf, cellText } from '../cell.js';
import { type Column, RUN_KEY } from './columns.js';
import { keysByHeader, type Layout } from './layout.js';
import type { Strays } from '../memory/strays.js';
import type { Table } from './table.js';
import type { RowWrite } from './write-batches.js';

/** A text that nobody types by chance. */
const LONG_TEXT = 8;

/** Cells by header; of headers that stand there more than once (none at all, most often) only that all are empty. */
type ByHeader = Map<string, Cell | undefined>;

/**
 * What stands in people's columns beside each run, as it was read last: a write that rows or columns moved under may hit
 * it, and from here it comes back. Cells that hold a stray are not learned.
 */
export class PeoplesCells {
  readonly #strays: Strays;
  readonly #bots: ReadonlySet<string>;
  readonly #cells = new Map<string, ByHeader>();
  /** Rows made a moment ago: what is not known of them is empty. */
  readonly #new = new Set<string>();

  constructor(columns: readonly Column[], strays: Strays) {
    this.#strays = strays;
    this.#bots = new Set(keysByHeader(columns.filter(({ owner }) => owner === 'bot')).keys());
  }

  /** Where people write: their own columns, and those that are theirs and Labmate's. */
  columns({ headers }: Layout): number[] {
    return [...headers.keys()].filter((at) => !this.#bots.has(headers[at] ?? ''));
  }

  /** Those that have a name: few enough to be read each time. */
  named(layout: Layout): number[] {
    return this.columns(layout).filter((at) => layout.headers[at] !== '');
  }

  /** A row as it was read, or some columns of it. */
  see(
    id: string,
    layout: Layout,
    cellAt: (column: number) => unknown,
    columns: readonly number[] = this.columns(layout),
  ): void {
    if (!this.#strays.any) this.#new.delete(id);
    const known = this.#cells.get(id);
    const now: ByHeader = new Map();
    for (const [header, cell] of byHeader(layout, columns, cellAt))
      now.set(header, cell !== undefined && this.#isSuspect(cell) ? known?.get(header) : cell);
    this.#cells.set(id, new Map([...(known ?? []), ...now]));
  }

  /** A row as it is about to be made: nothing where people write, but for what it is given. */
  seeNew(id: string, layout: Layout, cells: ReadonlyMap<number, Cell>): void {
    this.#new.add(id);
    this.#cells.set(
      id,
      byHeader(layout, this.columns(layout), (at) => cells.get(at)),
    );
  }

  /** Puts back what a stray stands in the place of, in the table too: it then reads as if nothing had been hit. */
  repair({ found, layout }: Table): RowWrite[] {
    if (!this.#strays.any) return [];
    const columns = this.columns(layout);
    return [...found].flatMap(([id, { row, cells }]): RowWrite[] => {
      const known = this.#cells.get(id);
      if (!cells || !known) return [];
      const hit = new Map<number, Cell>();
      for (const at of columns) {
        const own = known.get(layout.headers[at] ?? '') ?? (this.#new.has(id) ? '' : undefined);
        const now = cellOf(cells[at]);
        if (own !== undefined && now !== own && this.#isSuspect(now)) hit.set(at, own);
      }
      if (hit.size === 0) return [];
      const width = Math.max(cells.length, ...hit.keys()) + 1;
      const whole = Array.from({ length: width }, (_, at) => hit.get(at) ?? cells[at]);
      found.set(id, { row, cells: whole });
      return [{ row, cells: hit }];
    });
  }

  /** What a displaced write left in a row that is no run's: all that stands there is Labmate's. */
  leftovers({ loose, layout }: Table): RowWrite[] {
    if (!this.#strays.any) return [];
    const runColumn = layout.columnOf.get(RUN_KEY);
    return loose.flatMap(({ row, cells }): RowWrite[] => {
      const filled = [...cells.entries()].filter(([at, cell]) => at !== runColumn && cellText(cell) !== '');
      const isMuch = filled.length >= 3 || filled.some(([, cell]) => cellText(cell).length >= LONG_TEXT);
      if (!isMuch || !filled.every(([, cell]) => this.#isSuspect(cellOf(cell)))) return [];
      return [{ row, cells: new Map(filled.map(([at]) => [at, ''])) }];
    });
  }

  #isSuspect(cell: Cell): boolean {
    return this.#strays.has(cellHash(cell));
  }
}

function byHeader(layout: Layout, columns: readonly number[], cellAt: (column: number) => unknown): ByHeader {
  const cells: ByHeader = new Map();
  const repeated = new Set<string>();
  for (const at of columns) {
    const header = layout.headers[at] ?? '';
    const cell = cellOf(cellAt(at));
    if (header === '') repeated.add('');
    if (cells.has(header)) repeated.add(header);
    const first = cells.has(header) ? cells.get(header) : '';
    cells.set(header, repeated.has(header) && (cell !== '' || first !== '') ? undefined : cell);
  }
  return cells;
}
