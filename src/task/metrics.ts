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

/** `metrics.json` of a run folder. */
export const runMetricsSchema = z.object({ dev: metricsSchema, dev_tuned: tunedMetricsSchema });

export type Metrics = z.infer<typeof metricsSchema>;
export type TunedMetrics = z.infer<typeof tunedMetricsSchema>;
export type RunMetrics = z.infer<typeof runMetricsSchema>;
