import type { Interval } from '../runs/compare/bootstrap.js';
import type { Metrics } from '../task/metrics.js';
import type { Cut, Method } from './fit/fit.js';
import type { LabelShares } from './label-shares.js';

/** An ensemble that was put together, and its submission file. */
export type EnsembleResult = {
  /** Path of the file. */
  submission: string;
  sha256: string;
  bytes: number;
  examples: number;
  /** Names, in the order of run numbers. */
  members: string[];
  method: Method;
  cut: Cut;
  /**
   * On the dev file, cut as the ensemble cuts: without the likeliest label that the submission gives to an example that
   * has none. What was fitted on dev flatters itself here.
   */
  dev: Metrics;
  /** The same by ensembles that were each fitted without the examples they answer; null where dev is too small for it. */
  dev_cross_fitted: Metrics | null;
  /** Whether anything was fitted on dev: else the two are the same. */
  learned: boolean;
  /** Where stacking learned: on dev, or on scores of the train file out of fold. */
  basis: 'dev' | 'oof';
  best_member: { run: string; micro_f1: number };
  /** Of the cross-fitted answers over the best member's, with the 95 % interval of a bootstrap over dev examples. */
  gain: Interval | null;
  /** What each member counts, shares of 1; null where they count alike, or differently for each label. */
  weights: number[] | null;
  /** How alike members err, [members, members] row by row. */
  correlations: number[];
  /** What dev micro-F1 loses without each member; empty for an ensemble of one. */
  leave_one_out: number[];
  label_shares: LabelShares;
  /** Labels that are predicted far more or less often than the training file has them. */
  far_off: string[];
  /** Its own scores, as a member of other ensembles has them: dev as cross-fitted, where it could be. */
  scores: { dev: string; test: string };
  /** What was fitted, for whoever answers new texts with it (serve-ensemble.ts). */
  fitted: string;
};

/** Members that were chosen, but whose test scores are not there yet. */
export type MissingScores = { missing: string[] };
