import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Imported } from './imported-schema.js';
import { isDone, rankLatest } from './leaderboard.js';
import type { Run } from './run.js';
import type { RunSpec } from './spec.js';

export type ImportedRun = Run & { imported: Imported };

/** Its scores are what a table said: it has no folder, no checkpoint and no scores of examples. */
export const isImported = (run: Run): run is ImportedRun => run.imported !== null;

/** Micro-F1 at 0.5 on the dev file, as measured here or as a table told it; undefined where there is none. */
export const devScore = (run: Run): number | undefined =>
  isDone(run) ? run.result.dev.micro_f1 : (run.imported?.scores.dev ?? undefined);

/** Whether somebody knows what the run had there: of an imported run, only what its table told. */
export const isKnown = ({ imported }: Pick<Run, 'imported'>, name: keyof RunSpec): boolean =>
  imported === null || !imported.unknown.includes(name);

export const UNKNOWN = '—';

/** A setting in words; a dash for what the table of an imported run did not tell. */
export const settingOf = (run: Pick<Run, 'imported' | 'spec'>, name: keyof RunSpec): string =>
  isKnown(run, name) ? String(run.spec[name]) : UNKNOWN;

/** The settings of a run that are known, by their names. */
export const knownSettings = (
  run: Pick<Run, 'imported' | 'spec'>,
): [keyof RunSpec, RunSpec[keyof RunSpec]][] =>
  (Object.entries(run.spec) as [keyof RunSpec, RunSpec[keyof RunSpec]][]).filter(
    ([name, value]) => value !== null && isKnown(run, name),
  );

/**
 * What `/results best` shows: finished runs on the data of the one that finished last, and among them the imported ones,
 * of which nobody knows the data to the bit. Best first.
 */
export function rankWithImported(runs: readonly Run[]): Run[] {
  const imported = runs.filter((run) => isImported(run) && devScore(run) !== undefined);
  return [...rankLatest(runs), ...imported].sort(
    (a, b) => (devScore(b) ?? 0) - (devScore(a) ?? 0) || Number(a.id) - Number(b.id),
  );
}

/** What needs more than scores is refused. @throws UserError `run.imported` for an imported run */
export function refuseImported(run: Run): void {
  const { imported } = run;
  if (!imported) return;
  throw new UserError(
    'run.imported',
    say('imports.lacks', { run: run.id, from: imported.from, row: imported.row }),
  );
}

/**
 * What `from:` an imported run begins with: what the table told, everything else as if it were not typed.
 * @throws UserError `run.imported_spec` where model or loss are not known
 */
export function optionsOfImported(run: ImportedRun): Record<string, string | number | boolean> {
  const lacking = (['model', 'loss'] as const).find((name) => !isKnown(run, name));
  if (lacking)
    throw new UserError('run.imported_spec', say('imports.incomplete', { run: run.id, name: lacking }));
  return Object.fromEntries(
    knownSettings(run).map(([name, value]) => [name, value as string | number | boolean]),
  );
}
