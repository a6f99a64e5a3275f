import type { Tensorflow } from '../../tensorflow/engine.js';
import type { EncoderConfig } from '../encoder-config.js';
import type { NamedVariable } from '../model.js';
import { Random } from '../random.js';
import { shapesByDepth } from './families.js';

export type FirstWeights = {
  /** Weights to begin with, by Hugging Face's names; what is not in it is drawn from the seed. */
  weights?: ReadonlyMap<string, Float32Array>;
  seed: number;
};

/** All parameters of an encoder: embeddings, layers, head. */
export function createVariables(
  tf: Tensorflow,
  config: EncoderConfig,
  { weights, seed }: FirstWeights,
): NamedVariable[] {
  const random = Random.fork(seed, 'weights');
  return shapesByDepth(config).flatMap((shapes, depth) =>
    Object.entries(shapes).map(([name, shape]) => {
      const data = weights?.get(name) ?? initial(name, shape, config, random);
      const variable = tf.tidy(() => tf.variable(tf.tensor(data, shape)));
      return { name, variable, decays: !name.endsWith('.bias') && !name.includes('LayerNorm'), depth };
    }),
  );
}

/**
 * As transformers begins an encoder: normal weights, LayerNorm 1, biases 0; padding's row is 0 in the word table, and in
 * the position table where padding has one (RoBERTa).
 */
function initial(name: string, shape: number[], config: EncoderConfig, random: Random): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  if (name.endsWith('.bias')) return new Float32Array(count);
  if (name.endsWith('LayerNorm.weight')) return new Float32Array(count).fill(1);
  const data = random.normal(count, config.initializer_range);
  const hasPadding =
    name.endsWith('.word_embeddings.weight') ||
    (config.model_type === 'roberta' && name.endsWith('.position_embeddings.weight'));
  const width = shape[1] ?? 1;
  return hasPadding ? data.fill(0, config.pad_token_id * width, (config.pad_token_id + 1) * width) : data;
}
