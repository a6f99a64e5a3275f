import { wholeTab } from '../google/a1.js';
import type { Book, Grid, Rows } from '../google/book.js';
import { isEmpty } from '../runs-tab/layout.js';
import type { SheetMemory } from '../memory/sheet-memory.js';
import { holdsTable } from './place.js';
import type { Table } from './table.js';

/** Where a table stands, or that it has to be made, and under which title. */
export type FoundTab = { table: Table; rows: Rows } & (
  | { grid: Grid }
  /** `foreign`: whether a tab of the ordinary title is there and is people's. */
  | { grid: undefined; title: string; foreign: boolean }
);

/** How many tabs of people's are passed over before Labmate gives up on a title. */
const TITLES = 9;

/** What the tab of a table may be called when Labmate makes it. */
const titlesOf = ({ name }: Table): string[] => [
  name,
  ...Array.from({ length: TITLES }, (_, at) => `${name} (Labmate${at === 0 ? '' : ` ${at + 1}`})`),
];

/** Google takes titles that differ only in case for the same. */
const isCalled = (title: string, { title: other }: Grid): boolean =>
  title.toLowerCase() === other.toLowerCase();

/**
 * Finds each table's tab by Google's id of it, so that people may rename it; without one (a first start, a lost memory) by
 * its title, where it is empty or has the table's header. A tab that has neither is people's.
 */
export async function findTabs(
  tables: readonly Table[],
  book: Book,
  memory: SheetMemory,
): Promise<FoundTab[]> {
  const all = await book.tabs();
  const candidates = tables.map((table) => {
    const known = all.find(({ sheetId }) => sheetId === memory.tab(table.name));
    if (known) return [known];
    return titlesOf(table).flatMap((title) => all.find((tab) => isCalled(title, tab)) ?? []);
  });
  const wanted = candidates.flat();
  const read = await book.read(wanted.map(({ title }) => wholeTab(title)));
  const rowsOf = (grid: Grid): Rows => read[wanted.indexOf(grid)] ?? [];
  return tables.map((table, at) => {
    const own = candidates[at] ?? [];
    const grid = own.find((one) => {
      const rows = rowsOf(one);
      return one.sheetId === memory.tab(table.name) || isEmpty(rows) || holdsTable(rows, table);
    });
    if (grid) return { table, grid, rows: rowsOf(grid) };
    const title = titlesOf(table).find((title) => !all.some((tab) => isCalled(title, tab))) ?? table.name;
    return { table, grid: undefined, rows: [], title, foreign: title !== table.name };
  });
}
