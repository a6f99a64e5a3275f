import { z } from 'zod';
import { checkpointSettingsSchema } from './checkpoint/find-checkpoint.js';

/** The first message to the process that answers texts: what it loads. Paths are absolute. */
export const textModelSchema = z.object({
  /** One, those of a run's parts, or those of an ensemble's members: each answers. */
  models: z.array(checkpointSettingsSchema).min(1),
  labels: z.array(z.string()).min(1),
});
export type TextModel = z.input<typeof textModelSchema>;

/** Each later message: one text. */
export const textRequestSchema = z.object({
  id: z.number(),
  text: z.string(),
  target: z.string().nullable(),
});
export type TextRequest = z.infer<typeof textRequestSchema>;

/**
 * What it says: `ready` once, or `failed` without a number and nothing more; then an answer for each text, with logits
 * [models, labels] in the order in which the models were named.
 */
export type TextMessage =
  | { type: 'ready'; target: 'pair' | 'mark' | 'none' }
  | { type: 'answer'; id: number; logits: number[][] }
  | { type: 'failed'; id: number | null; message: string; bug: boolean };
