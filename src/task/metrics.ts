import { z } from 'zod';

const labelMetricsSchema = z.object({
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  support: z.number().int(),
});

export const metricsSchema = z.object({
  threshold: z.number(),
  micro_f1: z.number(),
  macro_f1: z.number(),
  per_label: z.record(z.string(), labelMetricsSchema),
});

export const tunedMetricsSchema = metricsSchema
  .omit({ threshold: true })
  .extend({ thresholds: z.record(z.string(), z.number()) });

/** `metrics.json` of a run folder. */
export const runMetricsSchema = z.object({ dev: metricsSchema, dev_tuned: tunedMetricsSchema });

export type LabelMetrics = z.infer<typeof labelMetricsSchema>;
export type Metrics = z.infer<typeof metricsSchema>;
export type TunedMetrics = z.infer<typeof tunedMetricsSchema>;
export type RunMetrics = z.infer<typeof runMetricsSchema>;
