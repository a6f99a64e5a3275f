import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { UserError } from '../../user-error.js';
import { type EncoderConfig, encoderConfigSchema, MODEL_TYPES } from '../encoder-config.js';

/**
 * Reads a checkpoint's `config.json`, whatever model it is of.
 * @throws UserError `checkpoint.config` naming the folder and the cure
 */
export async function readConfig(folder: string): Promise<Record<string, unknown>> {
  const file = join(folder, 'config.json');
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw refuse(
      (cause as NodeJS.ErrnoException).code === 'ENOENT'
        ? `The folder ${folder} has no config.json. A checkpoint in Hugging Face's layout holds config.json, its weights and its tokenizer's files: put them there, or name another folder.`
        : `${file} cannot be read (${(cause as Error).message}). Fetch it again from where the checkpoint came from.`,
      cause,
    );
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw refuse(`${file} holds no JSON object. Fetch it again from where the checkpoint came from.`);
}

/**
 * The settings of an encoder that can be built here.
 * @throws UserError `checkpoint.architecture` for other models, `checkpoint.config` for settings that are missing or wrong
 */
export function checkEncoderConfig(config: Record<string, unknown>, folder: string): EncoderConfig {
  const file = join(folder, 'config.json');
  const type = config.model_type;
  if (!MODEL_TYPES.some((known) => known === type))
    throw new UserError(
      'checkpoint.architecture',
      `${file} is of a model of type “${String(type)}”; Labmate trains encoders of the types ${MODEL_TYPES.join(', ')}. Choose one of those, for example \`model:klue-roberta-base\`.`,
    );
  const checked = encoderConfigSchema.safeParse(withLabels(config));
  if (checked.success) {
    const { hidden_size, num_attention_heads, pad_token_id, vocab_size } = checked.data;
    if (hidden_size % num_attention_heads !== 0)
      throw refuse(
        `${file}: hidden_size ${hidden_size} is no multiple of num_attention_heads ${num_attention_heads}. Fetch it again, or choose another checkpoint.`,
      );
    if (pad_token_id >= vocab_size)
      throw refuse(
        `${file}: pad_token_id ${pad_token_id} is beyond vocab_size ${vocab_size}. Fetch it again, or choose another checkpoint.`,
      );
    return checked.data;
  }
  const unbuilt = checked.error.issues.find(({ path }) => UNBUILT.has(String(path[0])));
  if (unbuilt) {
    const [name = ''] = unbuilt.path;
    throw new UserError(
      'checkpoint.architecture',
      `${file} asks for ${String(name)} ${JSON.stringify(config[String(name)])}, which is not built here (only ${UNBUILT.get(String(name))} is). Choose another checkpoint.`,
    );
  }
  throw refuse(
    `${file} is not valid: ${problems(checked.error)}. Fetch it again, or choose another checkpoint.`,
  );
}

/** transformers names the labels itself where a configuration says only how many there are. */
function withLabels(config: Record<string, unknown>): Record<string, unknown> {
  const { id2label, num_labels } = config;
  if (id2label != null) return config;
  const count = Number.isInteger(num_labels) && Number(num_labels) <= 10_000 ? Number(num_labels) : 2;
  return {
    ...config,
    id2label: Object.fromEntries(Array.from({ length: count }, (_, i) => [String(i), `LABEL_${i}`])),
  };
}

/** Settings of which one value is built, and that value. */
const UNBUILT = new Map([
  ['hidden_act', 'gelu'],
  ['position_embedding_type', 'absolute'],
]);

const problems = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');

const refuse = (sentence: string, cause?: unknown): UserError =>
  new UserError('checkpoint.config', sentence, { cause });
