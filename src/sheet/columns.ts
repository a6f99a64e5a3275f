import type { Run } from '../runs/run.js';
import { type RunSpec, runSpecSchema } from '../runs/spec.js';

export type Cell = string | number | boolean;
export type Column = { header: string; value: (run: Run) => Cell };

/** The column by which rows are found. */
export const RUN_HEADER = 'Run';

/** Made empty with a new tab, for people: never read, written or put back by Labmate. */
export const PEOPLE_HEADERS = ['Notes'] as const;

/** Characters in a cell; Google refuses a whole request for one longer text. */
const LONGEST_TEXT = 50_000;

/** Columns of the spec are named after the option that sets them; these two head the table. */
const SPEC_TITLES: Partial<Record<keyof RunSpec, string>> = { model: 'Model', loss: 'Loss' };

/**
 * Labmate's columns in the order in which a new tab gets them. Headers are how columns are found again, so a renamed
 * header is a new column. What is not known (yet) is an empty text: it clears what stood there.
 * @param labels of the task, one F1 column each
 */
export function sheetColumns(labels: readonly string[]): Column[] {
  return [
    { header: RUN_HEADER, value: (run) => Number(run.id) },
    { header: 'State', value: (run) => run.state },
    { header: 'Intent', value: (run) => run.intent.slice(0, LONGEST_TEXT) },
    { header: 'Question', value: (run) => run.question ?? '' },
    { header: 'Verdict', value: (run) => verdict(run).slice(0, LONGEST_TEXT) },
    { header: 'Author', value: (run) => run.author.name },
    { header: 'dev micro-F1', value: (run) => score(run.result?.dev.micro_f1) },
    { header: 'dev micro-F1 tuned', value: (run) => score(run.result?.dev_tuned.micro_f1) },
    { header: 'macro-F1', value: (run) => score(run.result?.dev.macro_f1) },
    ...specColumns(),
    ...labels.map((label) => ({
      header: `${label} F1`,
      value: (run: Run) => score(run.result?.dev.per_label[label]?.f1),
    })),
    { header: 'best epoch', value: (run) => run.result?.best_epoch ?? '' },
    { header: 'minutes', value: (run) => rounded(run.result && run.result.seconds / 60, 2) },
    { header: 'started', value: (run) => run.started_at ?? '' },
    { header: 'finished', value: (run) => run.finished_at ?? '' },
    { header: 'host', value: (run) => run.host },
    { header: 'engine', value: (run) => run.result?.engine ?? '' },
    { header: 'code', value: (run) => `${run.code.commit}${run.code.dirty ? ' (changed)' : ''}` },
    { header: 'Thread', value: (run) => run.thread_url ?? '' },
  ];
}

function verdict({ verdict: said }: Run): string {
  if (!said) return '';
  return said.sentence === '' ? said.value : `${said.value}: ${said.sentence}`;
}

/** One column a setting, the data last: its name says little beside the settings. */
function specColumns(): Column[] {
  const keys = Object.keys(runSpecSchema.shape) as (keyof RunSpec)[];
  const ordered = [...keys.filter((key) => key !== 'data'), 'data' as const];
  return ordered.map((key) => ({
    header: SPEC_TITLES[key] ?? key,
    value: (run) => run.spec[key] ?? '',
  }));
}

/** Scores differ by chance from the third digit on; the fourth is what competitors print. */
function score(value: number | null | undefined): Cell {
  return rounded(value, 4);
}

function rounded(value: number | null | undefined, digits: number): Cell {
  return value == null || !Number.isFinite(value) ? '' : Number(value.toFixed(digits));
}
