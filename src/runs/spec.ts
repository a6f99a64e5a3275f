import { z } from 'zod';
import { LOSSES, SCHEDULES } from './options.js';

/**
 * The settings of a run, whole: every default is filled in when the run is queued, so that a spec says the same thing
 * for ever. Ranges are checked where people type (parse-options.ts); here only the types.
 */
export const runSpecSchema = z.strictObject({
  model: z.string(),
  data: z.string(),
  loss: z.enum(LOSSES),
  /** ASL/APL only; null for bce. */
  gamma_neg: z.number().nullable(),
  gamma_pos: z.number().nullable(),
  clip: z.number().nullable(),
  lr: z.number(),
  epochs: z.number().int(),
  batch: z.number().int(),
  warmup: z.number(),
  schedule: z.enum(SCHEDULES),
  decay: z.number(),
  grad_clip: z.number(),
  dropout: z.number(),
  maxlen: z.number().int(),
  seed: z.number().int(),
  shuffle: z.boolean(),
  patience: z.number().int(),
});

export type RunSpec = z.infer<typeof runSpecSchema>;
