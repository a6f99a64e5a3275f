import { z } from 'zod';
import { LOSSES, PRECISIONS, SCHEDULES } from './options.js';

/**
 * The settings of a run, whole: every default is filled in when the run is queued, so that a spec says the same thing
 * for ever. Ranges are checked where people type (parse-options.ts); here only the types. A field with a default is
 * younger than the first stores: the default is how runs were trained before there was a choice.
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
  /** Examples in memory at once. */
  batch: z.number().int(),
  /** Batches per step of the optimiser. */
  accumulate: z.number().int().default(1),
  warmup: z.number(),
  schedule: z.enum(SCHEDULES),
  decay: z.number(),
  /** Learning rate of a layer, as a share of that of the layer above it; 1: all the same. */
  layer_decay: z.number().default(1),
  grad_clip: z.number(),
  dropout: z.number(),
  maxlen: z.number().int(),
  seed: z.number().int(),
  shuffle: z.boolean(),
  bucket: z.boolean().default(false),
  patience: z.number().int(),
  precision: z.enum(PRECISIONS).default('float32'),
});

export type RunSpec = z.infer<typeof runSpecSchema>;

/** Examples that one step of the optimiser sees; the last step of an epoch may see fewer. */
export const effectiveBatch = ({ batch, accumulate }: Pick<RunSpec, 'batch' | 'accumulate'>): number =>
  batch * accumulate;
