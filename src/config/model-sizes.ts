import { z } from 'zod';

/** By what defaults differ: two kinds of models from scratch, and three sizes of checkpoints. */
export const MODEL_SIZES = ['ngram', 'scratch', 'small', 'base', 'large'] as const;
export const modelSizeSchema = z.enum(MODEL_SIZES);
export type ModelSize = z.infer<typeof modelSizeSchema>;

/**
 * `configs/model-sizes.yaml`, every size of it. Ranges are checked as those of options. No `accumulate`: with a batch that
 * somebody types, or that a model's entry has, it would make another step of it.
 */
export const modelSizesSchema = z.record(
  modelSizeSchema,
  z.strictObject({
    description: z.string(),
    /** Papers and entries that the numbers come from. */
    source: z.string(),
    defaults: z.strictObject({
      lr: z.number(),
      epochs: z.number(),
      batch: z.number(),
      warmup: z.number(),
      decay: z.number(),
      layer_decay: z.number().exactOptional(),
      dropout: z.number(),
      maxlen: z.number(),
    }),
  }),
);

export type ModelSizes = z.infer<typeof modelSizesSchema>;
