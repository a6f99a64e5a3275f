import { stat } from 'node:fs/promises';
import { type DoneRun, isDone, rankLatest } from '../runs/leaderboard.js';
import type { Runs } from '../runs/runs.js';
import { UserError } from '../user-error.js';

export type Chosen = { run: DoneRun; folder: string };

/**
 * The run that answers: the named one, or the best on the latest data that has its weights still.
 * @throws UserError `predict.run` | `predict.none`, what to type instead
 */
export async function chooseRun(
  typed: string | undefined,
  runs: Pick<Runs, 'require' | 'store' | 'folder'>,
): Promise<Chosen> {
  const folderOf = (run: DoneRun): Promise<Chosen | undefined> => {
    const folder = runs.folder(run.id).checkpoint;
    return stat(folder).then(
      (found) => (found.isDirectory() ? { run, folder } : undefined),
      () => undefined,
    );
  };
  if (typed !== undefined) {
    const run = runs.require(typed);
    const chosen = isDone(run) ? await folderOf(run) : undefined;
    if (chosen) return chosen;
    throw new UserError(
      'predict.run',
      isDone(run)
        ? `The weights of run ${run.id} are not on the disk any more. Leave \`run\` out for the best one, or train it again with \`/train from:${run.id} again:true\`.`
        : `Run ${run.id} has no result (it is ${run.state}). Leave \`run\` out for the best one.`,
    );
  }
  for (const run of rankLatest(runs.store.list())) {
    const chosen = await folderOf(run);
    if (chosen) return chosen;
  }
  throw new UserError(
    'predict.none',
    'There is no finished run with its weights to predict with. Train one first: `/train`.',
  );
}
