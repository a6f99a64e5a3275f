import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow/engine.js';
import type { EncoderConfig } from './encoder-config.js';
import { selfAttention } from '../tensorflow/ops/attention.js';
import { dense, denseAddNorm, denseGelu, type Linear } from '../tensorflow/ops/dense.js';
import { dropout, type DropoutSource } from '../tensorflow/ops/dropout.js';
import { layerNorm, type Norm } from '../tensorflow/ops/layer-norm.js';
import { lookUp } from '../tensorflow/ops/look-up.js';
import { firstTokens, positionsUpTo } from '../tensorflow/ops/tokens.js';
import type { Batch, Features, ForwardOptions, Model, NamedVariable } from './model.js';
import { Random } from './random.js';
import type { TensorData } from './safetensors.js';
import type { Tokenizer } from './tokenizer.js';

export type EncoderOptions = {
  config: EncoderConfig;
  tokenizer: Tokenizer;
  tokenizerFolder: string;
  /** Longest input in tokens, special ones included. */
  maxlen: number;
  /** Weights to begin with, by Hugging Face's names; random ones from the seed otherwise. */
  weights?: ReadonlyMap<string, TensorData>;
  seed: number;
};

/** BERT with a classifier on its pooled first token (transformers' BertForSequenceClassification). */
export class EncoderModel implements Model {
  readonly variables: readonly NamedVariable[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly tokenizerFolder: string;
  readonly padId: number;
  readonly #config: EncoderConfig;
  readonly #tokenizer: Tokenizer;
  readonly #maxlen: number;
  readonly #weights: Map<string, Tensor>;

  constructor(
    readonly tf: Tensorflow,
    options: EncoderOptions,
  ) {
    this.#config = options.config;
    this.config = options.config;
    this.#tokenizer = options.tokenizer;
    this.#maxlen = Math.min(options.maxlen, options.config.max_position_embeddings);
    this.tokenizerFolder = options.tokenizerFolder;
    this.padId = options.tokenizer.padId;
    this.variables = createVariables(tf, options);
    this.#weights = new Map(this.variables.map(({ name, variable }) => [name, variable]));
  }

  encode(text: string, target: string | null): Features {
    return this.#tokenizer.encode(text, target, this.#maxlen);
  }

  forward({ ids, types, mask }: Batch, { dropout: source }: ForwardOptions = {}): Tensor2D {
    const [batch, length] = ids.shape;
    const { num_hidden_layers } = this.#config;
    let hidden = this.#embed(ids, types, source);
    for (let layer = 0; layer < num_hidden_layers; layer += 1)
      hidden = this.#layer(`bert.encoder.layer.${layer}`, hidden, mask, source);
    const first = firstTokens(this.tf, hidden, [batch, length]);
    const pooled = this.#drop(this.tf.tanh(this.#dense('bert.pooler.dense', first)), source);
    return this.#dense('classifier', pooled);
  }

  /** @returns [batch * length, hidden]: rows of all texts together, which suits matrix products */
  #embed(ids: Tensor2D, types: Tensor2D, source: DropoutSource | undefined): Tensor2D {
    const { tf } = this;
    const [batch, length] = ids.shape;
    const { hidden_size } = this.#config;
    const name = (part: string) => this.#weight(`bert.embeddings.${part}_embeddings.weight`) as Tensor2D;
    const words = tf.add(lookUp(tf, name('word'), ids.as1D()), lookUp(tf, name('token_type'), types.as1D()));
    const positions = lookUp(tf, name('position'), positionsUpTo(tf, length));
    const sum = tf.add(words.reshape([batch, length, hidden_size]), positions);
    const rows = sum.reshape<Tensor2D>([batch * length, hidden_size]);
    return this.#drop(layerNorm(tf, rows, this.#norm('bert.embeddings.LayerNorm')), source);
  }

  #layer(name: string, input: Tensor2D, mask: Tensor2D, source: DropoutSource | undefined): Tensor2D {
    const { tf } = this;
    const { num_attention_heads: heads, attention_probs_dropout_prob } = this.#config;
    const rate = this.#config.hidden_dropout_prob;
    const [query, key, value] = ['query', 'key', 'value'].map((part) =>
      this.#linear(`${name}.attention.self.${part}`),
    ) as [Linear, Linear, Linear];
    const context = selfAttention(tf, input, {
      ...{ query, key, value, mask, heads, source },
      rate: attention_probs_dropout_prob,
    });
    const attended = denseAddNorm(tf, context, this.#linear(`${name}.attention.output.dense`), {
      residual: input,
      norm: this.#norm(`${name}.attention.output.LayerNorm`),
      rate,
      source,
    });
    const wide = denseGelu(tf, attended, this.#linear(`${name}.intermediate.dense`));
    return denseAddNorm(tf, wide, this.#linear(`${name}.output.dense`), {
      residual: attended,
      norm: this.#norm(`${name}.output.LayerNorm`),
      rate,
      source,
    });
  }

  #weight(name: string): Tensor {
    const found = this.#weights.get(name);
    if (!found) throw new Error(`the encoder has no parameter ${name}`);
    return found;
  }

  #linear(name: string): Linear {
    return { weight: this.#weight(`${name}.weight`) as Tensor2D, bias: this.#weight(`${name}.bias`) };
  }

  #norm(name: string): Norm {
    return {
      gain: this.#weight(`${name}.weight`),
      shift: this.#weight(`${name}.bias`),
      epsilon: this.#config.layer_norm_eps,
    };
  }

  #dense(name: string, x: Tensor2D): Tensor2D {
    return dense(this.tf, x, this.#linear(name));
  }

  #drop(x: Tensor2D, source: DropoutSource | undefined): Tensor2D {
    return dropout(this.tf, x, this.#config.hidden_dropout_prob, source);
  }
}

function createVariables(
  tf: Tensorflow,
  { config, weights, seed, tokenizer }: EncoderOptions,
): NamedVariable[] {
  const random = Random.fork(seed, 'weights');
  return Object.entries(encoderShapes(config)).map(([name, shape]) => {
    const given = weights?.get(name);
    if (weights && !given) throw new Error(`the checkpoint has no tensor ${name}`);
    if (given && String(given.shape) !== String(shape))
      throw new Error(`the checkpoint's ${name} is [${String(given.shape)}], not [${String(shape)}]`);
    const data = given?.data ?? initial(name, shape, random, config.initializer_range);
    if (!given && name === 'bert.embeddings.word_embeddings.weight')
      data.fill(0, tokenizer.padId * config.hidden_size, (tokenizer.padId + 1) * config.hidden_size);
    const variable = tf.tidy(() => tf.variable(tf.tensor(data, shape)));
    return { name, variable, decays: !name.endsWith('.bias') && !name.includes('LayerNorm') };
  });
}

/** As transformers begins a BERT: normal weights, LayerNorm 1, biases 0. */
function initial(name: string, shape: number[], random: Random, deviation: number): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  if (name.endsWith('.bias')) return new Float32Array(count);
  if (name.endsWith('LayerNorm.weight')) return new Float32Array(count).fill(1);
  return random.normal(count, deviation);
}

/** Names and shapes of all parameters, in the order of Hugging Face's checkpoints. */
function encoderShapes(config: EncoderConfig): Record<string, number[]> {
  const { hidden_size: hidden, intermediate_size: wide, num_hidden_layers } = config;
  const dense = (name: string, input: number, output: number) => ({
    [`${name}.weight`]: [output, input],
    [`${name}.bias`]: [output],
  });
  const norm = (name: string) => ({ [`${name}.weight`]: [hidden], [`${name}.bias`]: [hidden] });
  const layer = (name: string) => ({
    ...dense(`${name}.attention.self.query`, hidden, hidden),
    ...dense(`${name}.attention.self.key`, hidden, hidden),
    ...dense(`${name}.attention.self.value`, hidden, hidden),
    ...dense(`${name}.attention.output.dense`, hidden, hidden),
    ...norm(`${name}.attention.output.LayerNorm`),
    ...dense(`${name}.intermediate.dense`, hidden, wide),
    ...dense(`${name}.output.dense`, wide, hidden),
    ...norm(`${name}.output.LayerNorm`),
  });
  const layers = Array.from({ length: num_hidden_layers }, (_, i) =>
    Object.entries(layer(`bert.encoder.layer.${i}`)),
  );
  return {
    'bert.embeddings.word_embeddings.weight': [config.vocab_size, hidden],
    'bert.embeddings.position_embeddings.weight': [config.max_position_embeddings, hidden],
    'bert.embeddings.token_type_embeddings.weight': [config.type_vocab_size, hidden],
    ...norm('bert.embeddings.LayerNorm'),
    ...Object.fromEntries(layers.flat()),
    ...dense('bert.pooler.dense', hidden, hidden),
    ...dense('classifier', hidden, Object.keys(config.id2label).length),
  };
}
