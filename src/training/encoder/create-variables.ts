import type { Tensorflow } from '../../tensorflow/engine.js';
import type { EncoderConfig } from '../encoder-config.js';
import type { NamedVariable } from '../model.js';
import { Random } from '../random.js';
import type { TensorData } from '../weights/safetensors.js';
import { layerShapes } from './encoder-layer.js';
import type { Family } from './family.js';
import type { Shapes } from './shapes.js';

export type FirstWeights = {
  /** Weights to begin with, by Hugging Face's names; random ones from the seed otherwise. */
  weights?: ReadonlyMap<string, TensorData>;
  seed: number;
};

/**
 * All parameters of an encoder: embeddings, layers, head.
 * @throws Error naming the tensor that the given weights lack, or have in another shape
 */
export function createVariables(
  tf: Tensorflow,
  family: Family,
  config: EncoderConfig,
  { weights, seed }: FirstWeights,
): NamedVariable[] {
  const random = Random.fork(seed, 'weights');
  return shapesByDepth(family, config).flatMap((shapes, depth) =>
    Object.entries(shapes).map(([name, shape]) => {
      const given = weights?.get(name);
      if (weights && !given) throw new Error(`the checkpoint has no tensor ${name}`);
      if (given && String(given.shape) !== String(shape))
        throw new Error(`the checkpoint's ${name} is [${String(given.shape)}], not [${String(shape)}]`);
      const data = given?.data ?? initial(name, shape, config, random);
      const variable = tf.tidy(() => tf.variable(tf.tensor(data, shape)));
      return { name, variable, decays: !name.endsWith('.bias') && !name.includes('LayerNorm'), depth };
    }),
  );
}

/** Embeddings at 0, layer i at i + 1, the head last. */
function shapesByDepth(family: Family, config: EncoderConfig): Shapes[] {
  const layers = Array.from({ length: config.num_hidden_layers }, (_, i) =>
    layerShapes(`${family.prefix}.encoder.layer.${i}`, config),
  );
  const labels = Object.keys(config.id2label).length;
  return [family.embeddingShapes(config), ...layers, family.headShapes(config, labels)];
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
