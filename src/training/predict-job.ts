import { z } from 'zod';
import { textFields } from '../runs/text-fields.js';
import { checkpointSettingsSchema } from './checkpoint/find-checkpoint.js';

/** What is written for each line: the model's own numbers, or probabilities between 0 and 1. */
export const SCORES = ['logits', 'probabilities'] as const;

/** What the process that predicts a file is asked. Paths are absolute. */
export const predictJobSchema = z.object({
  /** Several are the parts of one run: what is written is the mean of their logits. */
  models: z.array(checkpointSettingsSchema).min(1),
  labels: z.array(z.string()).min(1),
  input: z.string(),
  output: z.string(),
  scores: z.enum(SCORES),
  /** In place of what the checkpoint says of its texts. */
  maxlen: z.number().int().positive().optional(),
  text: z.object(textFields).partial(),
});

export type PredictJob = z.input<typeof predictJobSchema>;

/** What it answers, one message at a time; the last one is `done` or `failed`. */
export type PredictMessage =
  | { type: 'progress'; line: string }
  | {
      type: 'done';
      examples: number;
      from: string;
      seconds: number;
      /** Against the answers in the file, where every line has them; at threshold 0.5. */
      micro_f1: number | null;
    }
  | { type: 'failed'; message: string; bug: boolean };
