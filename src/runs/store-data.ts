import { z } from 'zod';
import { metricsSchema } from '../task/metrics.js';
import { authorSchema, publicScoresSchema, runSchema } from './run.js';
import { sweepSchema } from './sweep/sweep.js';

/** A file to upload, made from members. */
export const submissionSchema = z.object({
  id: z.string(),
  created_at: z.string(),
  author: authorSchema,
  method: z.enum(['soft', 'hard']),
  members: z.array(z.string()),
  /** Path of the file. */
  submission: z.string(),
  sha256: z.string(),
  dev: metricsSchema,
  public_scores: publicScoresSchema,
});
export type Submission = z.infer<typeof submissionSchema>;

/** What the channel knows of a run: which messages are its own, and what was already said. */
export const boardEntrySchema = z.object({
  channel_id: z.string(),
  card_id: z.string().nullable(),
  card_posted_at: z.string().nullable(),
  thread_id: z.string().nullable(),
  result_id: z.string().nullable(),
  /** How many interruptions its author was told of. */
  told_interruptions: z.number().int(),
  /** Question and answer as the result's message shows them; null where it shows none. */
  result_line: z.string().nullable().default(null),
});
export type BoardEntry = z.infer<typeof boardEntrySchema>;

/** A message in a thread that follows the log of a run. */
export const liveLogSchema = z.object({
  run: z.string(),
  thread: z.string(),
  message: z.string(),
  /** When it was begun, in milliseconds since 1970. */
  since: z.number(),
});
export type LiveLog = z.infer<typeof liveLogSchema>;

export const storeDataSchema = z.object({
  version: z.literal(1),
  revision: z.number().int(),
  next_run: z.number().int(),
  next_submission: z.number().int(),
  runs: z.record(z.string(), runSchema),
  submissions: z.record(z.string(), submissionSchema),
  next_sweep: z.number().int().default(1),
  sweeps: z.record(z.string(), sweepSchema).default({}),
  /** A projection's cursor: the last revision that has arrived there. */
  cursors: z.record(z.string(), z.number().int()),
  board: z.record(z.string(), boardEntrySchema),
  /** When each job of the schedule last ran (ISO 8601). */
  jobs: z.record(z.string(), z.string()),
  live_logs: z.record(z.string(), liveLogSchema).default({}),
  /** Set while no waiting run is to be started: by whom, and since when. */
  paused: z.object({ author: authorSchema, at: z.string() }).nullable().default(null),
});
export type StoreData = z.infer<typeof storeDataSchema>;

export const emptyStore = (): StoreData => ({
  version: 1,
  revision: 0,
  next_run: 1,
  next_submission: 1,
  runs: {},
  submissions: {},
  next_sweep: 1,
  sweeps: {},
  cursors: {},
  board: {},
  jobs: {},
  live_logs: {},
  paused: null,
});
