import { type Said, say } from '../../texts/texts.js';

export const PRUNERS = ['none', 'median', 'halving'] as const;
export type Pruner = (typeof PRUNERS)[number];

/** Dev micro-F1 after each epoch of another run of the sweep. */
export type Course = { scores: readonly number[]; done: boolean };

/** So many runs must be done before one is stopped for being worse than they (Optuna's default). */
const FINISHED_FIRST = 5;
/** The first epoch is mostly warm-up: nobody is judged by it. */
const EPOCHS_FIRST = 2;
/** One run in three goes on from rung to rung (3 or 4 in Li et al.'s papers). */
const ETA = 3;

/**
 * Whether a run is to be stopped after an epoch, and why.
 * @param scores the run's dev micro-F1 of epochs 1 … now
 * @param others all other runs of the sweep that have reported
 * @returns the reason, or undefined where it goes on
 */
export function judge(
  pruner: Pruner,
  scores: readonly number[],
  others: readonly Course[],
): Said | undefined {
  switch (pruner) {
    case 'none':
      return undefined;
    case 'median':
      return byMedian(scores, others);
    case 'halving':
      return byHalving(scores, others);
  }
}

/**
 * The median stopping rule of Vizier (Golovin et al. 2017, section 3.2.2): a run is stopped at epoch s where its best
 * score by then is below the median of the means, over epochs 1 … s, of the runs that are done.
 */
function byMedian(scores: readonly number[], others: readonly Course[]): Said | undefined {
  const epoch = scores.length;
  const finished = others.filter(({ done, scores: theirs }) => done && theirs.length > 0);
  if (epoch < EPOCHS_FIRST || finished.length < FINISHED_FIRST) return undefined;
  const best = Math.max(...scores);
  const middle = median(finished.map((course) => mean(course.scores.slice(0, epoch))));
  return best < middle
    ? say('stored.sweep.median', { epoch, best: best.toFixed(4), middle: middle.toFixed(4) })
    : undefined;
}

/**
 * Asynchronous successive halving (Jamieson and Talwalkar 2016; Li et al. 2020, ASHA) in the form that never waits: at
 * epochs 1, 3, 9, 27, … a run goes on where its best score is among the best third of all that were ever seen there,
 * and the best of fewer than three. Runs that were judged before are not stopped later.
 */
function byHalving(scores: readonly number[], others: readonly Course[]): Said | undefined {
  const epoch = scores.length;
  if (!isRung(epoch)) return undefined;
  const best = Math.max(...scores);
  const seen = others.filter((course) => course.scores.length >= epoch);
  const all = [best, ...seen.map((course) => Math.max(...course.scores.slice(0, epoch)))];
  const places = Math.max(1, Math.floor(all.length / ETA));
  const needed = all.sort((a, b) => b - a)[places - 1] ?? 0;
  return best < needed
    ? say('stored.sweep.halving', {
        ...{ epoch, best: best.toFixed(4) },
        ...{ places, all: all.length, needed: needed.toFixed(4) },
      })
    : undefined;
}

const isRung = (epoch: number): boolean => {
  let rung = 1;
  while (rung < epoch) rung *= ETA;
  return rung === epoch;
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted.length >> 1;
  const lower = (sorted.length - 1) >> 1;
  return ((sorted[lower] ?? 0) + (sorted[upper] ?? 0)) / 2;
}
