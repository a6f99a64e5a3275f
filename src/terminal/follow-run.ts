import type { RunQueue } from '../queue/run-queue.js';
import { type DoneRun, isDone } from '../runs/leaderboard.js';
import { judgedOn } from '../runs/parts.js';
import { percent } from '../runs/percent.js';
import { progressPlace } from '../runs/progress-place.js';
import { isOpen, type Run } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import { UserError } from '../user-error.js';

type Where = { runs: Runs; queue: RunQueue };

/**
 * Follows a queued run to its end, one line of progress at a time.
 * @throws UserError `train.failed` where it ended without a result
 */
export async function followToResult(
  run: Run,
  where: Where,
  progress: (line: string) => void,
): Promise<DoneRun> {
  const before = where.runs.store
    .list()
    .filter((other) => isOpen(other) && Number(other.id) < Number(run.id));
  const behind = before.length > 0 ? ` behind ${before.map(({ id }) => `run ${id}`).join(', ')}` : '';
  progress(`Run ${run.id} is queued${behind}.`);
  const ended = await follow(run.id, where, progress);
  if (isDone(ended)) return ended;
  throw new UserError(
    'train.failed',
    `Run ${ended.id} is ${ended.state}: ${ended.failure?.message ?? 'no reason is known.'} ${ended.failure?.hint ?? ''}`.trim(),
  );
}

/** Resolves with the run when it has ended. */
function follow(id: string, { runs, queue }: Where, progress: (line: string) => void): Promise<Run> {
  return new Promise((resolve) => {
    let place = '';
    let note: string | null = null;
    let told = false;
    let doing = '';
    const look = (run: Run): void => {
      if (run.id !== id) return;
      if (run.note !== null && run.note !== note) {
        note = run.note;
        progress(`Run ${id}: ${note}`);
      }
      if (run.origin && !told) {
        told = true;
        for (const line of [`weights from ${run.origin.from}`, ...run.origin.lines])
          progress(`Run ${id}: ${line}`);
      }
      if (run.progress?.doing && run.progress.doing !== doing) {
        doing = run.progress.doing;
        progress(`Run ${id}: ${doing}`);
      }
      const at = run.progress && run.progress.epoch > 0 ? progressPlace(run.progress) : place;
      if (run.progress && at !== place) {
        place = at;
        const { micro_f1, seconds_left, padding } = run.progress;
        const padded = padding === undefined ? '' : `, ${percent(padding)} of tokens were padding`;
        progress(
          `Run ${id}: ${at}, ${judgedOn(run.spec)} micro-F1 ${(micro_f1 ?? 0).toFixed(4)}, ${Math.round(seconds_left)} s left${padded}`,
        );
      }
      if (run.state === 'queued' || run.state === 'running') return;
      unsubscribe();
      resolve(run);
    };
    const unsubscribe = runs.store.onChange(look);
    queue.wake();
    const now = runs.store.get(id);
    if (now) look(now);
  });
}
