import { RunStore } from '../../src/runs/run-store.js';
import { Runs } from '../../src/runs/runs.js';
import type { Run } from '../../src/runs/run.js';
import type { Settings } from '../../src/config/settings.js';
import { settingsIn } from './settings.js';

export const student = { id: '100000000000000001', name: 'Student' };

export async function openRuns(
  home: string,
  change: (settings: Settings) => void = () => undefined,
): Promise<{ store: RunStore; runs: Runs; settings: Settings }> {
  const settings = settingsIn(home);
  change(settings);
  const store = await RunStore.open(home);
  return {
    store,
    runs: new Runs({ store, settings, code: { commit: 'abc', dirty: false }, versions: {} }),
    settings,
  };
}

const LABELS = ['joy', 'anticipation', 'trust', 'surprise', 'disgust', 'fear', 'anger', 'sadness'];

/** A result as a finished worker leaves it. */
export function resultOf(micro_f1: number): NonNullable<Run['result']> {
  const per_label = Object.fromEntries(
    LABELS.map((label) => [label, { precision: 0.5, recall: 0.5, f1: 0.5, support: 10 }]),
  );
  const dev = { threshold: 0.5, micro_f1, macro_f1: 0.5, per_label };
  const thresholds = Object.fromEntries(LABELS.map((label) => [label, 0.5]));
  const dev_tuned = { micro_f1, macro_f1: 0.5, per_label, thresholds };
  return { dev, dev_tuned, best_epoch: 2, seconds: 12, engine: 'native 2.21.0 cpu' };
}

/** A finished run of the catalogue's defaults. */
export async function doneRun(runs: Runs, micro_f1: number, intent = ''): Promise<Run> {
  const run = await runs.submit({ intent, again: true }, student);
  return runs.store.update(run.id, {
    state: 'done',
    result: resultOf(micro_f1),
    started_at: run.created_at,
    finished_at: new Date(Date.parse(run.created_at) + 1000 * Number(run.id)).toISOString(),
  });
}
