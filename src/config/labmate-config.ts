import { validate } from 'node-cron';
import { z } from 'zod';
import { LANGUAGES } from '../texts/language.js';

const name = z.string().min(1);

function isTimezone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}

/** `configs/labmate.yaml`. */
export const labmateConfigSchema = z.strictObject({
  task: name,
  language: z.enum(LANGUAGES).default('en'),
  defaults: z.strictObject({ model: name, data: name, loss: name }),
  data_roots: z.array(name).min(1),
  model_roots: z.array(name),
  queue: z.strictObject({
    slots: z.number().int().min(1).max(64),
    max_attempts: z.number().int().min(1).max(10),
  }),
  sheet: z.strictObject({
    flush_seconds: z.number().min(0.1).max(600),
    language: z.enum(LANGUAGES).optional(),
    read_back: name.refine(validate, 'is no cron pattern such as */5 * * * *').default('*/5 * * * *'),
  }),
  board: z.strictObject({ edit_seconds: z.number().min(0.1).max(600) }),
  schedule: z.strictObject({
    timezone: name.refine(isTimezone, 'is no time zone such as Asia/Seoul'),
    backup: name.refine(validate, 'is no cron pattern such as 30 4 * * *'),
    backups_kept: z.number().int().min(1).max(1000),
  }),
});

export type LabmateConfig = z.infer<typeof labmateConfigSchema>;

/** The options that models.yaml and presets may set, as a person would type them; checked by parse-options. */
const optionValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** What a model is: n-grams, an encoder from scratch, or one that begins at a checkpoint. */
export const modelKindSchema = z.enum(['ngram', 'encoder', 'checkpoint']);

/** An entry of `configs/models.yaml`. */
export const modelEntrySchema = z.strictObject({
  kind: modelKindSchema,
  description: z.string(),
  /** Checked by whoever builds the model. */
  settings: z.record(z.string(), z.unknown()),
  defaults: optionValues,
});

export const modelsSchema = z.record(z.string().regex(/^[a-z0-9][a-z0-9._-]*$/), modelEntrySchema);
export const presetSchema = z.strictObject({ description: z.string(), options: optionValues });

export type ModelEntry = z.infer<typeof modelEntrySchema>;
export type Preset = z.infer<typeof presetSchema>;
