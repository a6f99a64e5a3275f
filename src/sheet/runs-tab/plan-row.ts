import type { Run } from '../../runs/run.js';
import { type Cell, cellHash, cellOf } from '../cell.js';
import { type Column, NOTES_KEY, RUN_KEY } from './columns.js';
import type { Layout } from './layout.js';
import type { SheetMemory } from '../memory/sheet-memory.js';

/** Something that people typed for Labmate to take. */
export type PeopleInput = {
  run: string;
  kind: 'score' | 'note';
  text: string;
  row: number;
  column: number;
  /** Of the cell. */
  hash: string;
};

/** A cell of Labmate's that somebody changed. */
export type Change = { run: string; key: string; row: number; column: number; theirs: Cell; ours: Cell };

export type RowPlan = {
  /** What has to be written, by column. */
  cells: Map<number, Cell>;
  conflicts: Change[];
  input: PeopleInput[];
};

/** Characters of a note that flow into the run. */
const LONGEST_NOTE = 4000;

/**
 * Compares the row of a run, as it was just read, with what it should say. A cell that neither says so nor holds what
 * Labmate wrote there was changed by a person: Labmate's value goes back, and theirs is a conflict to be kept. A cell
 * that people emptied is filled again without a word. What the memory does not know, from before there was one, counts
 * as Labmate's own.
 */
export function planRow(
  run: Run,
  { row, cells }: { row: number; cells: readonly unknown[] },
  { columns, layout, memory }: { columns: readonly Column[]; layout: Layout; memory: SheetMemory },
): RowPlan {
  const plan: RowPlan = { cells: new Map(), conflicts: [], input: [] };
  for (const { key, owner, value } of columns) {
    const column = layout.columnOf.get(key);
    // A known row keeps its number: if people sort at this moment, a wrong row must not take this run's name.
    if (column === undefined || key === RUN_KEY) continue;
    const theirs = cellOf(cells[column]);
    const ours = value(run);
    // Of most cells nothing more is asked, so their hashes are not worth the time.
    if (theirs === ours) continue;
    const hash = cellHash(theirs);
    const place = { run: run.id, row, column };
    if (owner === 'people') {
      const text = key === NOTES_KEY ? noteInput(run, theirs, hash, memory) : undefined;
      if (text !== undefined) plan.input.push({ ...place, kind: 'note', text, hash });
    } else if (owner === 'both') {
      if (
        theirs === '' ||
        memory.isOurs(run.id, key, hash) ||
        memory.seen.of(run.id, key, hash) === 'taken'
      ) {
        if (ours !== undefined || theirs !== '') plan.cells.set(column, ours ?? '');
      } else if (memory.seen.of(run.id, key, hash) === undefined)
        plan.input.push({ ...place, kind: 'score', text: String(theirs), hash });
    } else if (ours !== undefined) {
      plan.cells.set(column, ours);
      if (theirs !== '' && memory.knows(run.id) && !memory.isOurs(run.id, key, hash))
        plan.conflicts.push({ ...place, key, theirs, ours });
    }
  }
  return plan;
}

/** An emptied cell takes a note back only where the note was seen there: a new column is no wish to lose them all. */
function noteInput(run: Run, cell: Cell, hash: string, memory: SheetMemory): string | undefined {
  const text = String(cell).trim().slice(0, LONGEST_NOTE);
  if (text === run.sheet_note) {
    if (text !== '') memory.seen.set(run.id, NOTES_KEY, hash, true);
    return undefined;
  }
  if (text === '' && !memory.seen.has(run.id, NOTES_KEY)) return undefined;
  return text;
}

/** What a new row says: what people once wrote into another one comes back, too. */
export function newRow(run: Run, columns: readonly Column[], { columnOf }: Layout): Map<number, Cell> {
  const cells = new Map<number, Cell>();
  for (const { key, value } of columns) {
    const column = columnOf.get(key);
    const cell = key === NOTES_KEY ? run.sheet_note : value(run);
    if (column !== undefined && cell !== undefined && cell !== '') cells.set(column, cell);
  }
  return cells;
}
