import { z } from 'zod';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { HubFile } from './list-model.js';

export const TOKENIZER_FILES = [
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'vocab.txt',
] as const;

/** The first that is there is taken. An index names the files (shards) over which the weights are spread. */
export const WEIGHT_FILES = [
  'model.safetensors',
  'model.safetensors.index.json',
  'pytorch_model.bin',
  'pytorch_model.bin.index.json',
] as const;

const LARGEST_INDEX = 2 * 2 ** 20;
const SHARD = /^\w[\w.-]*\.(safetensors|bin)$/;
const LOOKS_LIKE_WEIGHTS = /\.(h5|msgpack|onnx|bin|safetensors|pt|pth|ckpt|gguf)$/;

export type PickedFiles = {
  config: HubFile;
  tokenizer: HubFile[];
  /** The weights, or the index of their shards. */
  weights: HubFile;
};

/**
 * Of all that a repository holds, what training needs.
 * @throws UserError `hub.no-config` | `hub.no-weights` naming what is there instead
 */
export function pickFiles(files: HubFile[], model: string): PickedFiles {
  const find = (path: string): HubFile[] => files.filter((file) => file.path === path).slice(0, 1);
  const [config] = find('config.json');
  if (!config) throw new UserError('hub.no-config', say('hubErrors.no_config', { model }));
  const [weights] = WEIGHT_FILES.flatMap(find);
  if (!weights) {
    const names = files.map((file) => file.path);
    const alike = names.filter((name) => LOOKS_LIKE_WEIGHTS.test(name));
    const there = (alike.length > 0 ? alike : names).slice(0, 8).join(', ');
    throw new UserError('hub.no-weights', say('hubErrors.no_weights', { model, there }));
  }
  return { config, tokenizer: TOKENIZER_FILES.flatMap(find), weights };
}

/** Whether a weights file is an index of shards. */
export const isIndex = (path: string): boolean => path.endsWith('.index.json');

/** Whether an index is small enough to be read; one with a name for each of a million weights is. */
export const isReadableIndex = ({ size }: { size: number }): boolean => size <= LARGEST_INDEX;

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string().regex(SHARD)) });

/**
 * The names of an index's shards, each a plain file name beside it.
 * @returns undefined where the text is no such index
 */
export function readShards(text: string): string[] | undefined {
  try {
    const { weight_map } = indexSchema.parse(JSON.parse(text));
    const names = [...new Set(Object.values(weight_map))].sort();
    return names.length > 0 ? names : undefined;
  } catch {
    return undefined;
  }
}
