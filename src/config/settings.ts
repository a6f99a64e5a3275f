import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Task, taskSchema } from '../task/task.js';
import { UserError } from '../user-error.js';
import {
  type LabmateConfig,
  labmateConfigSchema,
  type ModelEntry,
  modelsSchema,
  type Preset,
  presetSchema,
} from './labmate-config.js';
import { type ModelSizes, modelSizesSchema } from './model-sizes.js';
import { readYaml } from './read-yaml.js';

/** The project's folder: this file is dist/src/config/settings.js. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

const text = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional();
const url = z.preprocess((value) => value || undefined, z.url().optional());
const snowflake = z.preprocess(
  (value) => value || undefined,
  z
    .string()
    .regex(/^\d{15,21}$/, 'is not a Discord id (15 to 21 digits)')
    .optional(),
);

const environmentSchema = z.object({
  DISCORD_TOKEN: text,
  DISCORD_GUILD_ID: snowflake,
  DISCORD_CHANNEL_ID: snowflake,
  DISCORD_API_URL: url,
  GOOGLE_APPLICATION_CREDENTIALS: text,
  GOOGLE_SHEET_ID: text,
  GOOGLE_SHEETS_API_URL: url,
  LABMATE_HOME: text,
  BENCH_PYTHON: text,
  HF_TOKEN: text,
  HF_ENDPOINT: url,
  PRACTICE_PORT: z.preprocess(
    (value) => value || undefined,
    z.coerce.number().int().min(0).max(65535).default(8787),
  ),
});

export type Environment = z.infer<typeof environmentSchema>;

export type Settings = {
  environment: Environment;
  /** State: store, runs, practice guild. */
  home: string;
  runsDir: string;
  labmate: LabmateConfig;
  task: Task;
  models: Record<string, ModelEntry>;
  presets: Record<string, Preset>;
  sizes: ModelSizes;
  /** Absolute, as are the model roots. */
  dataRoots: string[];
  modelRoots: string[];
};

/**
 * Reads the environment (`.env` where there is one) and `configs/`, and checks both.
 * @throws UserError naming the variable or the file, and what is wrong with it.
 */
export function loadSettings({
  env = process.env,
  configs = join(projectRoot, 'configs'),
}: { env?: NodeJS.ProcessEnv; configs?: string } = {}): Settings {
  const dotEnv = join(projectRoot, '.env');
  if (env === process.env && existsSync(dotEnv)) process.loadEnvFile(dotEnv);
  const environment = readEnvironment(env);
  const labmate = readYaml(join(configs, 'labmate.yaml'), labmateConfigSchema);
  const models = readYaml(join(configs, 'models.yaml'), modelsSchema);
  for (const model of Object.values(models)) makeAbsolute(model, configs);
  const home = resolve(projectRoot, environment.LABMATE_HOME ?? 'data');
  return {
    environment,
    home,
    runsDir: join(home, 'runs'),
    labmate,
    task: readYaml(join(configs, 'tasks', `${labmate.task}.yaml`), taskSchema),
    models,
    presets: readPresets(join(configs, 'presets')),
    sizes: readYaml(join(configs, 'model-sizes.yaml'), modelSizesSchema),
    dataRoots: labmate.data_roots.map((root) => resolve(projectRoot, root)),
    modelRoots: labmate.model_roots.map((root) => resolve(projectRoot, root)),
  };
}

function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const checked = environmentSchema.safeParse(env);
  if (checked.success) return checked.data;
  // Only the variable's name is repeated: its value may be a secret.
  const problems = checked.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new UserError(
    'config.environment',
    `The environment is not valid: ${problems.join('; ')}. See .env.example.`,
  );
}

/** Folders in models.yaml are relative to configs/; the worker gets them absolute. */
function makeAbsolute({ settings }: ModelEntry, configs: string): void {
  for (const name of ['tokenizer', 'folder']) {
    const folder = settings[name];
    if (typeof folder === 'string') settings[name] = resolve(configs, folder);
  }
}

function readPresets(folder: string): Record<string, Preset> {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.yaml')) : [];
  return Object.fromEntries(
    files.map((file) => [basename(file, '.yaml'), readYaml(join(folder, file), presetSchema)]),
  );
}
