import { z } from 'zod';

/** Younger than the first runs. */
const younger = z.number().optional();

const labelMetricsSchema = z.object({
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  support: z.number().int(),
  /** Of all thresholds together. */
  average_precision: younger,
});

export const metricsSchema = z.object({
  threshold: z.number(),
  micro_f1: z.number(),
  micro_precision: younger,
  micro_recall: younger,
  macro_f1: z.number(),
  weighted_f1: younger,
  samples_f1: younger,
  /** Share of examples with all labels right. */
  exact_match: younger,
  /** Share of wrong entries. */
  hamming_loss: younger,
  average_precision_macro: younger,
  average_precision_micro: younger,
  per_label: z.record(z.string(), labelMetricsSchema),
});

export const tunedMetricsSchema = metricsSchema
  .omit({ threshold: true, average_precision_macro: true, average_precision_micro: true })
  .extend({ thresholds: z.record(z.string(), z.number()) });

/** One training of several. */
export const partResultSchema = z.object({
  part: z.number().int(),
  seed: z.number().int(),
  /** The fold that it held out, from 1; null without folds. */
  fold: z.number().int().nullable(),
  best_epoch: z.number().int(),
  best_step: z.number().int(),
  /** Micro-F1 at 0.5 of its own scores. */
  dev: z.number(),
  held_out: z.number().optional(),
});
export type PartResult = z.infer<typeof partResultSchema>;

/** Over parts: `sd` is the sample standard deviation, with n - 1 in the denominator. */
export const spreadSchema = z.object({ mean: z.number(), sd: z.number() });

/** `metrics.json` of a run folder. With parts, `dev` is of the mean of their logits, and not the mean of their scores. */
export const runMetricsSchema = z.object({
  dev: metricsSchema,
  dev_tuned: tunedMetricsSchema,
  /** With folds: of all train examples, each scored by the parts that did not train on it. */
  oof: metricsSchema.optional(),
  oof_tuned: tunedMetricsSchema.optional(),
  parts: z.array(partResultSchema).optional(),
  /** Of the parts' micro-F1 at 0.5. */
  spread: z.object({ dev: spreadSchema, held_out: spreadSchema.optional() }).optional(),
});

/** `metrics.json` of one part. */
export const partMetricsSchema = z.object({
  dev: metricsSchema,
  dev_tuned: tunedMetricsSchema,
  held_out: metricsSchema.optional(),
});

export type Metrics = z.infer<typeof metricsSchema>;
export type TunedMetrics = z.infer<typeof tunedMetricsSchema>;
export type RunMetrics = z.infer<typeof runMetricsSchema>;
export type PartMetrics = z.infer<typeof partMetricsSchema>;
