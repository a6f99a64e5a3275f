import { z } from 'zod';
import { KEEP_OR_DROP, TARGETS } from '../../runs/text-options.js';

const target = z.enum(TARGETS);
const flag = z.boolean();
const keepOrDrop = z.enum(KEEP_OR_DROP);
const repeat = z.number().int().min(0);

/** Settings in place of others: what is left out stays as it is. */
export const textChangesSchema = z.object({
  target: target.optional(),
  clean: flag.optional(),
  others: keepOrDrop.optional(),
  emoji: keepOrDrop.optional(),
  symbols: keepOrDrop.optional(),
  repeat: repeat.optional(),
});

/**
 * What a run's checkpoint says beside Hugging Face's settings, under `labmate` in its config.json: how its texts were
 * made, so that others are made alike when it predicts. Where nothing is said: the text as it stands, the target beside it.
 */
export const labmateSectionSchema = z.object({
  target: target.default('pair'),
  clean: flag.default(false),
  others: keepOrDrop.default('keep'),
  emoji: keepOrDrop.default('keep'),
  symbols: keepOrDrop.default('keep'),
  repeat: repeat.default(0),
  /** Tokens, or characters of an n-gram model. */
  maxlen: z.number().int().positive().optional(),
});

export type LabmateSection = z.infer<typeof labmateSectionSchema>;

/** What happens to a line before it becomes tokens. */
export type TextSettings = Omit<LabmateSection, 'maxlen'>;
