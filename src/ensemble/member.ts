import { join } from 'node:path';
import type { Run } from '../runs/run.js';
import { type RunFolder, runFolder } from '../runs/run-folder.js';
import type { Submission } from '../runs/store-data.js';

/** What can be a member of an ensemble: whatever has scores of the dev and the test file. Paths are absolute. */
export type Member = {
  /** As people name it: `12`, `12/3` (its third part), `submission:4`. */
  name: string;
  /** What it is built on, for `diverse:model`. */
  model: string;
  dev: string;
  test: string;
  /** Scores of the train file by models that had not seen the example; null where it has none. */
  outOfFold: string | null;
  /** Says which labels its scores are of; null for a submission. */
  spec: string | null;
  /** With what missing test scores can be made; empty for a submission. */
  checkpoints: string[];
};

/** A run, with the mean of its parts where it has several. */
export function memberOfRun(run: Run, folder: RunFolder): Member {
  const { spec, devScores: dev, testScores: test } = folder;
  const parts = partFolders(run, folder);
  return {
    ...{ name: run.id, model: run.spec.model, dev, test, spec },
    outOfFold: foldsOf(run) > 0 ? join(folder.dir, 'oof-scores.jsonl') : null,
    checkpoints: (parts.length > 0 ? parts : [folder]).map(({ checkpoint }) => checkpoint),
  };
}

/** Each of a run's folds and seeds as a member of its own; a run that was trained once is one. */
export function membersOfParts(run: Run, folder: RunFolder): Member[] {
  const parts = partFolders(run, folder);
  if (parts.length === 0) return [memberOfRun(run, folder)];
  return parts.map(({ devScores: dev, testScores: test, checkpoint }, at) => ({
    ...{ name: `${run.id}/${at + 1}`, model: run.spec.model, dev, test, spec: folder.spec },
    ...{ outOfFold: null, checkpoints: [checkpoint] },
  }));
}

/** An ensemble inside another one: what it said of dev without having been fitted on it, and of test. */
export function memberOfSubmission({ id }: Submission, { dev, test }: { dev: string; test: string }): Member {
  const name = `submission:${id}`;
  return { name, model: name, dev, test, outOfFold: null, spec: null, checkpoints: [] };
}

type Counts = { folds?: number; seeds?: number };
const foldsOf = ({ spec }: Run): number => (spec as Counts).folds ?? 0;
const partFolders = ({ spec }: Run, { dir }: RunFolder): RunFolder[] => {
  const { folds = 0, seeds = 1 } = spec as Counts;
  const count = Math.max(1, folds) * seeds;
  return count === 1
    ? []
    : Array.from({ length: count }, (_, at) => runFolder(join(dir, 'parts', String(at + 1))));
};
