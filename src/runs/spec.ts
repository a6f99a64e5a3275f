import { z } from 'zod';
import { LOSSES, REDUCTIONS } from './loss-options.js';
import { plainTextFields } from './text-fields.js';
import { KEEPS, PRECISIONS, SCHEDULES } from './training-options.js';

/** A parameter that only some losses have: null with the others, and in stores that are older than the parameter. */
const parameter = z.number().nullable();

/**
 * The settings of a run, whole: every default is filled in when the run is queued, so that a spec says the same thing
 * for ever. Ranges are checked where people type (parse-options.ts); here only the types. A field with a default is
 * younger than the first stores: the default is how runs were trained before there was a choice.
 */
export const runSpecSchema = z.strictObject({
  model: z.string(),
  data: z.string(),
  loss: z.enum(LOSSES),
  gamma_neg: parameter,
  gamma_pos: parameter,
  clip: parameter,
  /** Null, from before there was a choice, means as published: true. */
  detach: z.boolean().nullable().default(null),
  epsilon_pos: parameter.default(null),
  epsilon_pos_pow: parameter.default(null),
  epsilon_neg: parameter.default(null),
  gamma: parameter.default(null),
  alpha: parameter.default(null),
  pos_weight: z.string().nullable().default(null),
  label_smoothing: z.number().default(0),
  reduction: z.enum(REDUCTIONS).default('mean'),
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
  /** Parts of the training data that are held out, each from a training of its own; 0: none (parts.ts). */
  folds: z.number().int().default(0),
  /** Trainings with seeds that count up from `seed`. */
  seeds: z.number().int().default(1),
  shuffle: z.boolean(),
  bucket: z.boolean().default(false),
  patience: z.number().int(),
  /** Steps between two looks at the dev set within an epoch; 0: only at its end. */
  eval_steps: z.number().int().default(0),
  /** Whose weights `checkpoint/` holds: metrics and scores are always theirs. */
  keep: z.enum(KEEPS).default('best'),
  precision: z.enum(PRECISIONS).default('float32'),
  ...plainTextFields,
});

export type RunSpec = z.infer<typeof runSpecSchema>;

/** Examples that one step of the optimiser sees; the last step of an epoch may see fewer. */
export const effectiveBatch = ({ batch, accumulate }: Pick<RunSpec, 'batch' | 'accumulate'>): number =>
  batch * accumulate;
