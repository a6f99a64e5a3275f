import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ModelEntry } from '../config/labmate-config.js';
import type { ModelSize } from '../config/model-sizes.js';

/** What is known of a model before it is loaded. */
export type ModelShape = {
  size: ModelSize;
  /** What tells the size, such as `12x768`, or that it is only assumed. */
  because: string;
  /** Tokens that a text can have, where that is known. */
  positions?: number;
};

/** What of a `config.json` tells the size; a damaged file is for the worker to complain of. */
const configSchema = z.object({
  model_type: z.string().catch(''),
  hidden_size: z.number().positive(),
  num_hidden_layers: z.number().positive(),
  max_position_embeddings: z.number().positive().optional().catch(undefined),
  pad_token_id: z.number().nullish().catch(undefined),
});

const SMALL = /(^|[^a-z])(tiny|mini|small|distil[a-z]*|xs)([^a-z]|$)/i;
const BASE = /(^|[^a-z])base([^a-z]|$)/i;
const LARGE = /(^|[^a-z])(x?large|xl)([^a-z]|$)/i;

/**
 * The size of a model: of a folder from its config.json, of a model of the hub from its name alone, even where it was
 * fetched before: the same line must fill in the same numbers on every machine.
 */
export async function shapeOf(model: ModelEntry): Promise<ModelShape> {
  const positions = model.positions === undefined ? {} : { positions: model.positions };
  if (model.size) return { size: model.size, because: 'its entry in models.yaml', ...positions };
  switch (model.kind) {
    case 'ngram':
      return { size: 'ngram', because: 'its entry in models.yaml' };
    case 'encoder':
      return { size: 'scratch', because: 'its entry in models.yaml', positions: 512 };
    case 'checkpoint': {
      const { folder, hub } = model.settings;
      const read = typeof folder === 'string' ? await readShape(folder) : sizeInName(String(hub));
      return { ...read, ...positions };
    }
  }
}

async function readShape(folder: string): Promise<ModelShape> {
  const text = await readFile(join(folder, 'config.json'), 'utf8').catch(() => '');
  const config = configSchema.safeParse(parsed(text));
  if (!config.success) return { size: 'base', because: 'assumed: its config.json tells no size' };
  const { hidden_size, num_hidden_layers, max_position_embeddings, model_type, pad_token_id } = config.data;
  const because = `${num_hidden_layers}x${hidden_size} by its config.json`;
  // RoBERTa's rows up to that of padding are no places of tokens.
  const taken = model_type === 'roberta' ? (pad_token_id ?? 1) + 1 : 0;
  return {
    size: sizeOfLayers(num_hidden_layers, hidden_size),
    because,
    ...(max_position_embeddings !== undefined && { positions: max_position_embeddings - taken }),
  };
}

/**
 * By the weights of the layers: attention has 4 and the feed-forward part 8 matrices of hidden x hidden. configs/model-sizes.yaml
 * says the same to people.
 */
function sizeOfLayers(layers: number, hidden: number): ModelSize {
  const weights = 12 * layers * hidden ** 2;
  return weights < 60e6 ? 'small' : weights < 200e6 ? 'base' : 'large';
}

/** `monologg/koelectra-small-v3-discriminator` */
export function sizeInName(hub: string): ModelShape {
  const name = hub.slice(hub.indexOf('/') + 1);
  if (LARGE.test(name)) return { size: 'large', because: 'by its name' };
  if (SMALL.test(name)) return { size: 'small', because: 'by its name' };
  if (BASE.test(name)) return { size: 'base', because: 'by its name' };
  return { size: 'base', because: 'assumed: its name tells no size' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
