import { z } from 'zod';
import { metricsSchema } from '../task/metrics.js';
import { CUTS, ENSEMBLE_METHODS } from './ensemble-methods.js';
import { authorSchema, publicScoresSchema } from './run.js';

/** A file to upload, made from members. What has a default is younger than the first submissions. */
export const submissionSchema = z.object({
  id: z.string(),
  created_at: z.string(),
  author: authorSchema,
  method: z.enum(ENSEMBLE_METHODS),
  /** Run numbers, `12/3` for a part of a run, `submission:4` for an ensemble. */
  members: z.array(z.string()),
  /** Path of the file. */
  submission: z.string(),
  sha256: z.string(),
  /** Fitted on dev and scored on it. */
  dev: metricsSchema,
  public_scores: publicScoresSchema,
  cut: z.enum(CUTS).default('half'),
  /** SHA-256 of the data that its members were trained on. */
  data_hash: z.string().nullable().default(null),
  /** Scored on dev examples that it was fitted without. */
  dev_cross_fitted: metricsSchema.nullable().default(null),
  /** Whether anything was fitted on dev. */
  learned: z.boolean().default(false),
  /** Paths of its own scores, with which it can be a member. */
  scores: z.object({ dev: z.string(), test: z.string() }).nullable().default(null),
  /** Path of what was fitted. */
  fitted: z.string().nullable().default(null),
});
export type Submission = z.infer<typeof submissionSchema>;
export type NewSubmission = z.input<typeof submissionSchema>;

/** The runs among its members, also where a part of one is. */
export const runsIn = ({ members }: Pick<Submission, 'members'>): string[] =>
  members.flatMap((name) => /^(\d+)(\/\d+)?$/.exec(name)?.[1] ?? []);

/** What dev promises of it: cross-fitted where something was fitted on dev. */
export const promiseOf = ({ dev, dev_cross_fitted }: Submission): number =>
  (dev_cross_fitted ?? dev).micro_f1;

/** A sentence, or its name and what fills it, to be said in the language of whoever reads it. */
const saidSchema = z.union([
  z.string(),
  z.object({ key: z.string(), values: z.record(z.string(), z.unknown()) }),
]);

/** An ensemble that waits for test scores of its members, or has ended and was not told of yet. */
export const pendingEnsembleSchema = z.object({
  id: z.string(),
  /** As it was typed. */
  asked: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  author: authorSchema,
  created_at: z.string(),
  /** Where it was typed; null in a terminal, which waits for it. */
  channel_id: z.string().nullable(),
  /** Members whose test scores were missing when it was typed. */
  missing: z.array(z.string()),
  /** All that may become members, younger than the first ones that waited: their checkpoints are kept. */
  members: z.array(z.string()).default([]),
  /** How it ended: with a submission, or with a sentence why not. */
  ended: z.object({ submission: z.string().nullable(), problem: saidSchema.nullable() }).nullable(),
});
export type PendingEnsemble = z.infer<typeof pendingEnsembleSchema>;
