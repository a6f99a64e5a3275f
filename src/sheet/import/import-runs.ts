import { existsSync } from 'node:fs';
import { BASE_DEFAULTS } from '../../runs/base-defaults.js';
import { explainDisk } from '../../runs/explain-disk.js';
import type { Imported } from '../../runs/imported-schema.js';
import { LOSS_PARAMETER_NAMES, LOSS_PARAMETERS, type LossName } from '../../runs/loss-options.js';
import { type Author, type Run, UNTOLD } from '../../runs/run.js';
import type { Runs } from '../../runs/runs.js';
import { type RunSpec, runSpecSchema } from '../../runs/spec.js';
import { say } from '../../texts/texts.js';
import { type ImportPlan, planImport } from './plan-import.js';
import type { ImportRecord } from './record.js';
import type { Table } from './table.js';

type NewRun = Omit<Run, 'revision'>;

/**
 * Takes the table's runs into the store, all of them or none: done, as the table says, and without a word in the channel.
 * What is there already is left out.
 * @throws UserError as planImport; `disk.full` where they cannot be written
 */
export async function importRuns(
  what: { table: Table; from: string },
  { runs, timezone, by, now = new Date() }: { runs: Runs; timezone: string; by: Author; now?: Date },
): Promise<{ plan: ImportPlan; added: Run[] }> {
  // Nothing is awaited between the look at what is there and the change: two at once do not both add.
  const plan = planImport(what, { runs: runs.store.list(), task: runs.task, timezone });
  if (plan.fresh.length === 0) return { plan, added: [] };
  const at = now.toISOString();
  const made = plan.fresh.map(({ record, key }) =>
    runOf(record, { id: freeId(runs), key, at, by, from: plan.from, tab: plan.tab }),
  );
  try {
    return { plan, added: await runs.store.addAll(made) };
  } catch (error) {
    throw explainDisk(error, say('imports.not_imported'));
  }
}

/** A folder that a run left which was never acknowledged is nobody's. */
function freeId(runs: Runs): string {
  for (;;) {
    const id = runs.store.nextRunId();
    if (!existsSync(runs.folder(id).dir)) return id;
  }
}

type Origin = { id: string; key: string; at: string; by: Author; from: string; tab: string | null };

function runOf(record: ImportRecord, { id, key, at, by, from, tab }: Origin): NewRun {
  const { scores, best_epoch, seconds, engine, row, verdict, notes, run_notes } = record;
  const spec = specOf(record.spec);
  const imported: Imported = {
    ...{ from, tab, row, at, by, key, scores, best_epoch, seconds, engine },
    unknown: Object.keys(spec).filter((name) => !Object.hasOwn(record.spec, name)),
  };
  return {
    ...{ id, spec, state: 'done', intent: record.intent, imported, quiet: true },
    ...{
      from: null,
      filled: null,
      provenance: null,
      spent: [],
      when: 'now',
      sweep: null,
      origin: null,
      note: null,
    },
    // Without an author's name, who brought it along is not who made it.
    author: { id: null, name: record.author || '—' },
    data: { folder: '', train: '', dev: '', test: '', hash: '' },
    created_at: record.started ?? record.finished ?? at,
    ...{ started_at: record.started, finished_at: record.finished },
    ...{
      attempts: 1,
      crashes: 0,
      interruption: null,
      adjusted: null,
      progress: null,
      result: null,
      failure: null,
    },
    ...{ code: record.code, host: record.host },
    public_scores:
      record.public === null ? [] : [{ score: record.public, at: record.finished ?? at, author: by }],
    question: record.question,
    verdict: verdict && { ...verdict, author: by, at },
    notes: run_notes === '' ? UNTOLD.notes : [{ text: run_notes, author: by, at }],
    ...{ earlier_verdicts: [], talked: 0, place: null, checkpoint_freed_at: null, checkpoint_pinned: false },
    sheet_note: notes.join('\n'),
    thread_url: record.thread,
  };
}

/** A spec has to be whole: `imported.unknown` says which of its settings mean nothing. */
function specOf(told: ImportRecord['spec']): RunSpec {
  const parameters: Partial<Record<string, unknown>> =
    told.loss === undefined ? {} : LOSS_PARAMETERS[told.loss as LossName];
  const ofLoss = LOSS_PARAMETER_NAMES.map((name) => [
    name,
    Object.hasOwn(parameters, name) ? (told[name] ?? parameters[name] ?? null) : (told[name] ?? null),
  ]);
  return runSpecSchema.parse({ ...UNSAID, ...BASE_DEFAULTS, ...told, ...Object.fromEntries(ofLoss) });
}

const UNSAID = {
  ...{ model: 'unknown', data: 'unknown', loss: 'bce', lr: 2e-5, epochs: 1, batch: 1, warmup: 0, decay: 0 },
  ...{ dropout: 0.1, maxlen: 128, bucket: true, symbols: 'keep', repeat: 0 },
} as const;
