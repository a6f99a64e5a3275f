import {
  checkOption,
  checkOptions,
  nearest,
  type RawOptions,
  refuseUnknown,
} from '../../runs/check-option.js';
import { valueText } from '../../runs/compare/spec-differences.js';
import { isKnown } from '../../runs/imported.js';
import { inWorkerThread } from '../../runs/in-worker-thread.js';
import type { OptionDef } from '../../runs/option-def.js';
import { runOptions } from '../../runs/options.js';
import { spreadSet } from '../../runs/parse-set.js';
import { type Run, RUN_STATES } from '../../runs/run.js';
import { type RunSpec, runSpecSchema } from '../../runs/spec.js';
import type { Language } from '../../texts/language.js';
import { say, textsIn } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { exportOptions, type Format } from './export-options.js';
import { type ExportTable, exportTable } from './export-table.js';
import { writeCsv } from './write-csv.js';

export type ExportJob = { table: ExportTable; tab: string };

export type Exported = {
  /** `labmate-runs-2026-11-24.csv` */
  name: string;
  bytes: Buffer;
  runs: number;
};

/**
 * The runs as a file, oldest first.
 * @throws UserError for an option out of range; `export.where` for a filter that is none, `export.none` where no run fits
 */
export async function exportRuns(
  raw: RawOptions,
  runs: readonly Run[],
  { labels, language, now = new Date() }: { labels: readonly string[]; language: Language; now?: Date },
): Promise<Exported> {
  refuseUnknown(Object.keys(raw), Object.keys(exportOptions));
  const typed = checkOptions(exportOptions, raw);
  const format = (typed.format ?? 'csv') as Format;
  const wanted = typed.where === undefined ? () => true : parseWhere(String(typed.where));
  const chosen = runs.filter(wanted);
  if (chosen.length === 0) throw new UserError('export.none', say('imports.export.none'));
  const table = exportTable(chosen, labels, language);
  const tab = textsIn(language).t('imports.export.tab');
  return {
    name: `labmate-runs-${now.toISOString().slice(0, 10)}.${format}`,
    bytes: format === 'csv' ? writeCsv(table) : await inThread({ table, tab }),
    runs: chosen.length,
  };
}

/** Thousands of rows take Excel's format seconds, in which the bot must answer. */
const inThread = async (job: ExportJob): Promise<Buffer> =>
  Buffer.from(
    await inWorkerThread<ExportJob, Uint8Array>(new URL('./export-thread.js', import.meta.url), job),
  );

const STATE: OptionDef = {
  ...{ kind: 'choice', choices: RUN_STATES },
  ...{ description: 'State of the run', example: 'state:done' },
};

/** `loss=asl state=done`, each checked as if it were typed for a run. */
function parseWhere(text: string): (run: Run) => boolean {
  const names = ['state', ...Object.keys(runSpecSchema.shape)];
  const tests = Object.entries(spreadSet({ set: text })).map(([name, value]) => {
    if (!names.includes(name)) {
      const guess = nearest(name, names) ?? names.join(', ');
      throw new UserError('export.where', say('imports.export.where', { typed: name.slice(0, 40), guess }));
    }
    if (name === 'state') {
      const state = checkOption('state', STATE, value);
      return (run: Run) => run.state === state;
    }
    const key = name as keyof RunSpec;
    const wanted = value === 'none' ? 'none' : valueText(checkOption(key, runOptions[key], value));
    return (run: Run) => isKnown(run, key) && valueText(run.spec[key]) === wanted;
  });
  return (run) => tests.every((test) => test(run));
}
