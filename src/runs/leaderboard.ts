import type { Run } from './run.js';

/** A run with its result. */
export type DoneRun = Run & { result: NonNullable<Run['result']> };

export const isDone = (run: Run): run is DoneRun => run.state === 'done' && run.result !== null;

/**
 * Finished runs by dev micro-F1 at threshold 0.5, best first; ties go to the earlier run. Scores on different data
 * cannot be compared: only runs on `dataHash` are ranked where it is given.
 */
export function rank(runs: readonly Run[], { dataHash }: { dataHash?: string } = {}): DoneRun[] {
  return runs
    .filter(isDone)
    .filter((run) => dataHash === undefined || run.data.hash === dataHash)
    .sort((a, b) => b.result.dev.micro_f1 - a.result.dev.micro_f1 || Number(a.id) - Number(b.id));
}

/** The best run on the same data that finished before this one, and how far this one is from it. */
export function againstBest(
  run: DoneRun,
  runs: readonly Run[],
): { best: DoneRun; difference: number } | undefined {
  const earlier = runs.filter(
    (other) => other.id !== run.id && (other.finished_at ?? '') < (run.finished_at ?? ''),
  );
  const best = rank(earlier, { dataHash: run.data.hash })[0];
  return best && { best, difference: run.result.dev.micro_f1 - best.result.dev.micro_f1 };
}

/** The run that finished last; "best" means best on its data where nobody says otherwise. */
export function lastFinished(runs: readonly Run[]): DoneRun | undefined {
  const finishedAt = (run: Run): string => run.finished_at ?? run.created_at;
  return runs
    .filter(isDone)
    .reduce<DoneRun | undefined>(
      (latest, run) => (latest && finishedAt(latest) >= finishedAt(run) ? latest : run),
      undefined,
    );
}

/** Finished runs on the data of the one that finished last, best first. */
export function rankLatest(runs: readonly Run[]): DoneRun[] {
  const last = lastFinished(runs);
  return last ? rank(runs, { dataHash: last.data.hash }) : [];
}
