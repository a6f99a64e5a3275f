import { validate } from 'node-cron';
import { z } from 'zod';
import { describedSchema } from '../texts/described.js';
import { LANGUAGES } from '../texts/language.js';
import { modelSizeSchema } from './model-sizes.js';

const name = z.string().min(1);

function isTimezone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}

const cron = name.refine(validate, 'is no cron pattern such as 30 4 * * *');

/** What is kept of runs on the disk (docs/disk.md); a file from before this section has these values. */
const diskSchema = z.strictObject({
  keep_days: z.number().int().min(0).max(10_000).default(14),
  keep_top: z.number().int().min(0).max(10_000).default(10),
  free_below_gb: z.number().min(0).max(1_000_000).default(5),
  /** null: only where somebody asks for it. */
  schedule: cron.nullable().default('0 5 * * *'),
});

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
  /** How many files the competition takes a day; not said where it has no such rule, or nobody knows it. */
  submissions_per_day: z.number().int().min(1).max(1000).optional(),
  schedule: z.strictObject({
    timezone: name.refine(isTimezone, 'is no time zone such as Asia/Seoul'),
    backup: cron,
    backups_kept: z.number().int().min(1).max(1000),
  }),
  disk: diskSchema.prefault({}),
});

export type LabmateConfig = z.infer<typeof labmateConfigSchema>;

/** The options that models.yaml and presets may set, as a person would type them; checked by parse-options. */
const optionValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** What a model is: n-grams, an encoder from scratch, or one that begins at a checkpoint. */
export const modelKindSchema = z.enum(['ngram', 'encoder', 'checkpoint']);

/** An entry of `configs/models.yaml`. */
export const modelEntrySchema = z.strictObject({
  kind: modelKindSchema,
  description: describedSchema,
  /** Checked by whoever builds the model. */
  settings: z.record(z.string(), z.unknown()),
  defaults: optionValues,
  /** What is filled in beside its own defaults; of a model of the hub the name tells, where nothing is said. */
  size: modelSizeSchema.optional(),
  /** Tokens that a text can have, where it is not the usual 512. */
  positions: z.number().int().min(8).optional(),
});

export const modelsSchema = z.record(z.string().regex(/^[a-z0-9][a-z0-9._-]*$/), modelEntrySchema);
export const presetSchema = z.strictObject({ description: describedSchema, options: optionValues });

export type ModelEntry = z.infer<typeof modelEntrySchema>;
export type Preset = z.infer<typeof presetSchema>;
