import { hasParts } from '../runs/parts.js';
import type { Run } from '../runs/run.js';
import { memberFolders, type RunFolder } from '../runs/run-folder.js';
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
  const { spec, devScores: dev, testScores: test, oofScores } = folder;
  return {
    ...{ name: run.id, model: run.spec.model, dev, test, spec },
    outOfFold: run.spec.folds > 0 ? oofScores : null,
    checkpoints: memberFolders(folder, run.spec).map(({ checkpoint }) => checkpoint),
  };
}

/** Each of a run's folds and seeds as a member of its own; a run that was trained once is one. */
export function membersOfParts(run: Run, folder: RunFolder): Member[] {
  if (!hasParts(run.spec)) return [memberOfRun(run, folder)];
  return memberFolders(folder, run.spec).map(
    ({ devScores: dev, testScores: test, spec, checkpoint }, at) => ({
      ...{ name: `${run.id}/${at + 1}`, model: run.spec.model, dev, test, spec },
      ...{ outOfFold: null, checkpoints: [checkpoint] },
    }),
  );
}

/** An ensemble inside another one: what it said of dev without having been fitted on it, and of test. */
export function memberOfSubmission({ id }: Submission, { dev, test }: { dev: string; test: string }): Member {
  const name = `submission:${id}`;
  return { name, model: name, dev, test, outOfFold: null, spec: null, checkpoints: [] };
}
