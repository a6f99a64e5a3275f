import type { Run } from '../../runs/run.js';
import type { Texts } from '../../texts/texts.js';
import { type Cell, cellText } from '../cell.js';
import { type Column, RUN_KEY } from '../runs-tab/columns.js';
import { findLayout, findRows, keysByHeader } from '../runs-tab/layout.js';
import type { PeopleInput } from '../runs-tab/plan-row.js';
import { RehearsalTab } from './rehearsal-tab.js';
import { RunsTab } from '../runs-tab/runs-tab.js';
import type { SheetMemory } from '../memory/sheet-memory.js';
import type { TabRequests } from '../google/sheet-tab.js';

/** What a rebuild changes in a column. */
export type ColumnChange = {
  /** Its header. */
  column: string;
  count: number;
  /** The first of the cells. */
  examples: { run: string; from: string; to: string }[];
};

/** What a rebuild would do to the tab. */
export type RebuildPlan = {
  /** Whether the whole tab has to be made. */
  makesTab: boolean;
  /** Headers of columns that would be made. */
  columns: string[];
  /** Numbers of runs whose rows people deleted, and that come back. */
  putBack: string[];
  /** Numbers of runs that have no row yet. */
  added: string[];
  cells: ColumnChange[];
  /** Of these cells, how many people had changed: what they typed moves into notes. */
  conflicts: number;
  /** How many notes and scores that people typed would flow into their runs. */
  input: number;
};

const EXAMPLES = 3;
/** Numbers, notes, cells, and once more whatever these brought about. */
const MOST_PASSES = 12;

/**
 * What a rebuild would do, worked out by the code that does it: it runs on a copy of the tab in memory, with a copy of
 * what Labmate remembers, until nothing is left to be done. Reads the tab once and writes nothing.
 * @param memory a copy: it changes
 * @throws SheetLayoutError, and whatever googleapis throws
 */
export async function planRebuild({
  tab: real,
  memory,
  runs,
  columns,
  texts,
  now,
}: {
  tab: Pick<TabRequests, 'find' | 'read'>;
  memory: SheetMemory;
  runs: readonly Run[];
  columns: readonly Column[];
  texts: Texts;
  now: () => number;
}): Promise<RebuildPlan> {
  const tab = new RehearsalTab(real);
  const rehearsal = new RunsTab({ tab, columns, memory, texts, now });
  const known = new Set([...memory.deletedIds(), ...memory.rowIds()]);
  memory.forgetDeleted();
  const plan: RebuildPlan = {
    ...{ makesTab: false, columns: [], putBack: [], added: [], cells: [], conflicts: 0, input: 0 },
  };
  let input: readonly PeopleInput[] = [];
  for (let passes = 0; passes < MOST_PASSES; passes++) {
    const pass = await rehearsal.audit(runs);
    plan.conflicts += pass.conflicts.length;
    input = pass.input;
    if (pass.settled) break;
  }
  plan.makesTab = tab.isNew;
  plan.input = input.length;
  return { ...plan, ...differences(tab, columns, known) };
}

function differences(
  { before, rows }: Pick<RehearsalTab, 'before' | 'rows'>,
  columns: readonly Column[],
  known: ReadonlySet<string>,
): Pick<RebuildPlan, 'columns' | 'putBack' | 'added' | 'cells'> {
  const layout = findLayout(rows, keysByHeader(columns));
  if (!layout) return { columns: [], putBack: [], added: [], cells: [] };
  const { headerRow, headers } = layout;
  const runColumn = layout.columnOf.get(RUN_KEY) ?? 0;
  const made = headers.map((header, at) => header !== cellText(before[headerRow]?.[at]));
  const idOf = new Map(
    [
      ...findRows(
        rows.map((row) => row[runColumn]),
        headerRow,
      ),
    ].map(([id, row]) => [row, id]),
  );
  const changes = new Map<number, ColumnChange>();
  for (const [row, was] of before.entries()) {
    if (row <= headerRow) continue;
    for (const [at, cell] of (rows[row] ?? []).entries()) {
      const from: Cell = was[at] ?? '';
      if (made[at] || cell === from) continue;
      const change = changes.get(at) ?? { column: headers[at] ?? '', count: 0, examples: [] };
      changes.set(at, change);
      change.count += 1;
      if (change.examples.length < EXAMPLES)
        change.examples.push({ run: idOf.get(row) ?? '', from: String(from), to: String(cell) });
    }
  }
  const fresh = [...idOf].filter(([row]) => row >= before.length).map(([, id]) => id);
  return {
    columns: headers.filter((_, at) => made[at]),
    putBack: fresh.filter((id) => known.has(id)),
    added: fresh.filter((id) => !known.has(id)),
    cells: [...changes].sort(([a], [b]) => a - b).map(([, change]) => change),
  };
}

/** Whether the sheet is as a rebuild would make it. */
export const changesNothing = (plan: RebuildPlan): boolean =>
  !plan.makesTab &&
  plan.input === 0 &&
  [plan.columns, plan.putBack, plan.added, plan.cells].every((list) => list.length === 0);
