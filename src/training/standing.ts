import type { Standing } from '../runs/resume-state.js';

/** Before the first step. */
export const atTheBeginning = (): Standing => ({
  ...{ epoch: 0, step: 0, micro_f1: null, best: null, kept: null, since_best: 0, stopped: false },
  sums: noSums(0),
});

/** @param began seconds of the run before the epoch */
export const noSums = (began: number): Standing['sums'] => ({
  ...{ loss: 0, examples: 0, tokens: 0, padding: 0, began },
});
