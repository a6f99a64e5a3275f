import { z } from 'zod';
import { preferencesSchema } from './preferences/preferences-data.js';
import { authorSchema, runSchema } from './run.js';
import { pendingEnsembleSchema, submissionSchema } from './submission.js';
import { sweepSchema } from './sweep/sweep.js';

export type { Submission } from './submission.js';

/** What the channel knows of a run: which messages are its own, and what was already said. */
export const boardEntrySchema = z.object({
  channel_id: z.string(),
  card_id: z.string().nullable(),
  card_posted_at: z.string().nullable(),
  thread_id: z.string().nullable(),
  result_id: z.string().nullable(),
  /** Where the result is; null for those of earlier versions: where the card is. */
  result_channel_id: z.string().nullable().default(null),
  /** How many interruptions its author was told of. */
  told_interruptions: z.number().int(),
  /** Question and answer as the result's message shows them; null where it shows none. */
  result_line: z.string().nullable().default(null),
  /** A digest of what the card of a run that ended shows; null while it is open, and for those of earlier versions. */
  card_shown: z.string().nullable().default(null),
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

/** What people know of the sheet, so that they are told once. */
export const sheetNewsSchema = z.object({
  /** What keeps the sheet, as they were told; null where they know of nothing, or that it is over. */
  trouble: z.string().nullable().default(null),
  /** What waits to be told. */
  notices: z.array(z.object({ id: z.string(), text: z.string() })).default([]),
  /** Cells that people changed are told up to this moment (ISO 8601); null: nobody was told of any yet. */
  conflicts_until: z.string().nullable().default(null),
});
export type SheetNewsData = z.infer<typeof sheetNewsSchema>;

/** Something that those who administer Labmate were told, or are to be told, until it is well again. */
export const noticeSchema = z.object({
  text: z.string(),
  /** When it came up (ISO 8601). */
  at: z.string(),
  told: z.boolean(),
  /** That it is well again, before that is told. */
  well: z.string().nullable(),
});
export type Notice = z.infer<typeof noticeSchema>;

export const storeDataSchema = z.object({
  version: z.literal(1),
  revision: z.number().int(),
  next_run: z.number().int(),
  next_submission: z.number().int(),
  runs: z.record(z.string(), runSchema),
  submissions: z.record(z.string(), submissionSchema),
  next_pending_ensemble: z.number().int().default(1),
  pending_ensembles: z.record(z.string(), pendingEnsembleSchema).default({}),
  next_sweep: z.number().int().default(1),
  sweeps: z.record(z.string(), sweepSchema).default({}),
  /** A projection's cursor: the last revision that has arrived there. */
  cursors: z.record(z.string(), z.number().int()),
  board: z.record(z.string(), boardEntrySchema),
  /** When each job of the schedule last ran (ISO 8601). */
  jobs: z.record(z.string(), z.string()),
  preferences: preferencesSchema.prefault({}),
  live_logs: z.record(z.string(), liveLogSchema).default({}),
  sheet_news: sheetNewsSchema.prefault({}),
  /** By what they are about. */
  notices: z.record(z.string(), noticeSchema).default({}),
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
  next_pending_ensemble: 1,
  pending_ensembles: {},
  next_sweep: 1,
  sweeps: {},
  cursors: {},
  board: {},
  jobs: {},
  preferences: preferencesSchema.parse({}),
  live_logs: {},
  sheet_news: sheetNewsSchema.parse({}),
  notices: {},
  paused: null,
});
