import { stat } from 'node:fs/promises';
import { refuseImported } from '../runs/imported.js';
import { type DoneRun, isDone, rankLatest } from '../runs/leaderboard.js';
import type { Run } from '../runs/run.js';
import { memberFolders } from '../runs/run-folder.js';
import type { Runs } from '../runs/runs.js';
import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';

/** A run and its checkpoints: one, or with folds or seeds one a part. */
export type Chosen = { run: DoneRun; folders: string[] };

/**
 * The run that answers: the named one, or the best on the latest data that has its weights still.
 * @throws UserError `predict.run` | `predict.freed` | `predict.none`, what to type instead
 */
export async function chooseRun(
  typed: string | undefined,
  runs: Pick<Runs, 'require' | 'store' | 'folder'>,
): Promise<Chosen> {
  if (typed !== undefined) return named(runs.require(typed), runs);
  for (const run of rankLatest(runs.store.list())) {
    const { wanted, there } = await checkpoints(run, runs);
    if (there.length === wanted) return { run, folders: there };
  }
  throw new UserError('predict.none', say('predict.none'));
}

async function named(run: Run, runs: Pick<Runs, 'folder'>): Promise<Chosen> {
  const refuse = (sentence: Said, identifier = 'predict.run') => new UserError(identifier, sentence);
  refuseImported(run);
  if (!isDone(run))
    throw refuse(say('predict.unfinished', { run: run.id, state: say(`words.state.${run.state}`) }));
  const { wanted, there } = await checkpoints(run, runs);
  if (there.length === wanted) return { run, folders: there };
  if (run.checkpoint_freed_at !== null)
    throw refuse(
      say('predict.freed', { run: run.id, day: run.checkpoint_freed_at.slice(0, 10) }),
      'predict.freed',
    );
  throw refuse(
    there.length > 0
      ? say('predict.someParts', { run: run.id, there: there.length, wanted })
      : say('predict.gone', { run: run.id }),
  );
}

/** As a whole a run answers only with all of its parts: its scores are their mean. */
async function checkpoints(
  run: DoneRun,
  runs: Pick<Runs, 'folder'>,
): Promise<{ wanted: number; there: string[] }> {
  const members = memberFolders(runs.folder(run.id), run.spec).map(({ checkpoint }) => checkpoint);
  const there: string[] = [];
  for (const folder of members) if (await isFolder(folder)) there.push(folder);
  return { wanted: members.length, there };
}

export const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() === true;
