import { sheetColumns } from '../../src/sheet/runs-tab/columns.js';
import { labels } from './fixture.js';
import type { QuickSheet } from './quick-sheet.js';

const OURS = sheetColumns(labels)
  .filter(({ owner }) => owner === 'bot')
  .map(({ headers }) => headers.en);
/** Columns in which nobody but people writes. */
export const PEOPLES = ['Notes', 'reviewer'];
/** Cells that say whose row it is: host, intent and when it was queued, as the test gives them to its runs. */
const OWN = /^(?:h|why |2026-11-23T10:01:0?)(\d+)\b/;

/** A person who works in the sheet while runs change: everything at random, the same for a seed. */
export class RandomPerson {
  /** What stands in people's columns, by run and header. */
  readonly wrote = new Map<string, Map<string, string>>();
  readonly deleted = new Set<string>();
  /** Runs whose row Labmate has seen, or was told that it stands. */
  readonly known = new Set<string>();
  /** What they typed after Labmate's last look and a displaced write hit in that moment: docs/sheet.md says it is lost. */
  readonly hit = new Set<string>();
  readonly #fresh = new Map<string, { id: string; header: string; word: string }>();
  readonly #sheet: QuickSheet;
  readonly #random: (below: number) => number;
  #words = 0;

  constructor(sheet: QuickSheet, random: (below: number) => number) {
    this.#sheet = sheet;
    this.#random = random;
  }

  get headerRow(): number {
    return this.#sheet.cells().findIndex((row) => row.includes('State') || row.includes('reviewer'));
  }

  columnOf(header: string): number {
    return this.#sheet.cells()[this.headerRow]?.indexOf(header) ?? -1;
  }

  /** Rows that bear a run's number, from the top of the tab. */
  runRows(): { id: string; row: number }[] {
    const [header, at] = [this.headerRow, this.columnOf('Run')];
    if (at < 0) return [];
    return this.#sheet.cells().flatMap((row, index) => {
      const id = row[at] ?? null;
      return index > header && id !== null ? [{ id: String(id), row: index }] : [];
    });
  }

  /**
   * The same rows, and whose they are: while a displaced write is put right, a number can stand beside the content of
   * another run. Then two cells that agree decide against a number that no cell agrees with.
   */
  #rows(): { id: string; row: number }[] {
    return this.runRows().map(({ id, row }) => {
      const said = (this.#sheet.cells()[row] ?? []).flatMap((cell) => OWN.exec(String(cell))?.slice(1) ?? []);
      const own = said.find((one, at) => said.indexOf(one) < at);
      return { id: said.includes(id) ? id : (own ?? id), row };
    });
  }

  #dimension(dimension: 'ROWS' | 'COLUMNS', startIndex: number) {
    return (sheetId: number) => ({ sheetId, dimension, startIndex, endIndex: startIndex + 1 });
  }

  #move(dimension: 'ROWS' | 'COLUMNS', from: number, destinationIndex: number): void {
    const source = this.#dimension(dimension, from);
    this.#sheet.act((sheetId) => ({ moveDimension: { source: source(sheetId), destinationIndex } }));
  }

  #insert(dimension: 'ROWS' | 'COLUMNS', at: number): void {
    const range = this.#dimension(dimension, at);
    this.#sheet.act((sheetId) => ({ insertDimension: { range: range(sheetId) } }));
  }

  #delete(dimension: 'ROWS' | 'COLUMNS', at: number): void {
    const range = this.#dimension(dimension, at);
    this.#sheet.act((sheetId) => ({ deleteDimension: { range: range(sheetId) } }));
  }

  /** Labmate has read the tab. */
  wasRead(): void {
    this.#fresh.clear();
  }

  /** Labmate has written. */
  wasWritten(): void {
    const rows = new Map(this.#rows().map(({ id, row }) => [id, row]));
    for (const [name, { id, header, word }] of this.#fresh) {
      const cell = this.#sheet.cells()[rows.get(id) ?? -1]?.[this.columnOf(header)];
      if (rows.has(id) && cell !== word) this.hit.add(name);
    }
  }

  /** Sorts, moves or inserts. */
  moveSomething(): void {
    const header = this.headerRow;
    const width = this.#sheet.cells()[header]?.length ?? 1;
    const rows = this.#sheet.cells().length - header - 1;
    if (header < 0 || rows < 2) return;
    const below = () => header + 1 + this.#random(rows);
    switch (this.#random(5)) {
      case 0: {
        const dimensionIndex = this.#random(width);
        const sortOrder = this.#random(2) === 0 ? 'ASCENDING' : 'DESCENDING';
        return this.#sheet.act((sheetId) => ({
          sortRange: {
            range: { sheetId, startRowIndex: header + 1 },
            sortSpecs: [{ dimensionIndex, sortOrder }],
          },
        }));
      }
      case 1:
        return this.#move('COLUMNS', this.#random(width), this.#random(width));
      case 2:
        return this.#move('ROWS', below(), below());
      case 3:
        return this.#insert('ROWS', below());
      default:
        return width < 90 ? this.#insert('COLUMNS', this.#random(width)) : undefined;
    }
  }

  /** Types, deletes, renames, or moves. */
  work(): void {
    const rows = this.#rows();
    const some = rows[this.#random(rows.length)];
    if (!some) return;
    const ours = this.columnOf(OURS[this.#random(OURS.length)] ?? '');
    switch (this.#random(9)) {
      case 0:
        if (!this.known.has(some.id)) return;
        this.deleted.add(some.id);
        this.wrote.delete(some.id);
        return this.#delete('ROWS', some.row);
      case 1:
        return ours < 0 ? undefined : this.#delete('COLUMNS', ours);
      case 2:
        return ours < 0 ? undefined : this.#sheet.type(this.headerRow, ours, `was ours ${++this.#words}`);
      case 3: {
        const column = this.columnOf('Intent');
        return column < 0 ? undefined : this.#sheet.type(some.row, column, `scribble ${++this.#words}`);
      }
      case 4:
      case 5: {
        const header = PEOPLES[this.#random(2)] ?? '';
        const column = this.columnOf(header);
        if (column < 0) return;
        const word = `people's ${++this.#words}`;
        const wrote = this.wrote.get(some.id) ?? new Map<string, string>();
        this.wrote.set(some.id, wrote.set(header, word));
        this.#fresh.set(`${some.id} ${header}`, { id: some.id, header, word });
        this.hit.delete(`${some.id} ${header}`);
        return this.#sheet.type(some.row, column, word);
      }
      default:
        return this.moveSomething();
    }
  }
}
