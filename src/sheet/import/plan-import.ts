import type { Run } from '../../runs/run.js';
import { devScore } from '../../runs/imported.js';
import type { Task } from '../../task/task.js';
import { type Said, say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { tableFields } from './fields.js';
import { mapColumns, type MappedColumn } from './map-columns.js';
import { type Moved, readRow } from './read-row.js';
import { type ImportRecord, keyOfRecord } from './record.js';
import { LIMITS, type Table } from './table.js';

/** What an import would do: shown before it happens. */
export type ImportPlan = {
  /** The file's name, or the spreadsheet's title. */
  from: string;
  tab: string | null;
  /** Where the header stands, from 1. */
  header: number;
  columns: MappedColumn[];
  fresh: { record: ImportRecord; key: string }[];
  /** Rows whose runs are in the store. */
  here: number;
  refused: { row: number; cell: string; why: Said }[];
  moved: Moved[];
};

/**
 * @param runs all that are in the store
 * @param timezone in which the table's dates without a zone were written
 * @throws UserError `import.…` for a table that nothing can be made of, or of too many runs
 */
export function planImport(
  { table, from }: { table: Table; from: string },
  { runs, task, timezone }: { runs: readonly Run[]; task: Task; timezone: string },
): ImportPlan {
  const { header, columns } = mapColumns(table, tableFields(task));
  const known = new Set(runs.flatMap(({ imported }) => imported?.key ?? []));
  const byNumber = new Map(runs.map((run) => [run.id, run]));
  const copies = new Map<string, number>();
  const plan: ImportPlan = {
    ...{ from, tab: table.tab, header: header + 1, columns },
    ...{ fresh: [], here: 0, refused: [], moved: [] },
  };
  for (const [at, cells] of table.rows.entries()) {
    if (at <= header) continue;
    const read = readRow(cells, at + 1, { columns, timezone, escaped: table.escaped });
    if (read.kind === 'refused') plan.refused.push({ row: read.row, cell: read.cell, why: read.why });
    if (read.kind !== 'run') continue;
    const { record, moved } = read;
    const said = keyOfRecord(record, 0);
    const copy = copies.get(said) ?? 0;
    copies.set(said, copy + 1);
    const key = copy === 0 ? said : keyOfRecord(record, copy);
    if (known.has(key) || isExported(record, byNumber.get(record.number))) plan.here++;
    else {
      plan.fresh.push({ record, key });
      plan.moved.push(...moved);
    }
    // Whoever waits for the bot waits for this loop.
    if (plan.fresh.length > LIMITS.runs)
      throw new UserError('import.many', say('imports.many', { limit: LIMITS.runs }));
  }
  return plan;
}

/** The row is an export of this very run: its number, intent and score say so. */
function isExported({ intent, scores }: ImportRecord, run: Run | undefined): boolean {
  if (!run || run.intent.trim() !== intent) return false;
  const dev = devScore(run);
  return dev !== undefined && scores.dev !== null && dev.toFixed(4) === scores.dev.toFixed(4);
}
