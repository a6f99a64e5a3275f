import { z } from 'zod';
import { plainTextFields } from '../../runs/text-fields.js';
import { PRECISIONS } from '../../runs/training-options.js';

/**
 * What a run's checkpoint says beside Hugging Face's settings, under `labmate` in its config.json: how its texts and
 * numbers were made, so that others are made alike when it predicts. Where nothing is said: texts as they stand, float32.
 */
export const labmateSectionSchema = z.object({
  ...plainTextFields,
  /** Tokens, or characters of an n-gram model. */
  maxlen: z.number().int().positive().optional(),
  precision: z.enum(PRECISIONS).default('float32'),
});

export type LabmateSection = z.infer<typeof labmateSectionSchema>;
