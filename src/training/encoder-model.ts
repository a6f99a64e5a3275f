import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow/engine.js';
import { createVariables, type FirstWeights } from './encoder/create-variables.js';
import { encoderLayer, lastLayer } from './encoder/encoder-layer.js';
import { familyOf } from './encoder/families.js';
import type { Family } from './encoder/family.js';
import { ForwardPass } from './encoder/forward-pass.js';
import type { EncoderConfig } from './encoder-config.js';
import type { Batch, Features, ForwardOptions, Model, NamedVariable } from './model.js';
import type { Tokenizer } from './tokenizer/tokenizer.js';

export type EncoderOptions = FirstWeights & {
  config: EncoderConfig;
  tokenizer: Tokenizer;
  /** Longest input in tokens, special ones included. */
  maxlen: number;
};

/** A transformer encoder with a classifier on its first token: transformers' `…ForSequenceClassification`. */
export class EncoderModel implements Model {
  readonly variables: readonly NamedVariable[];
  readonly depths: number;
  readonly config: Readonly<Record<string, unknown>>;
  readonly padId: number;
  readonly #family: Family;
  readonly #config: EncoderConfig;
  readonly #tokenizer: Tokenizer;
  readonly #maxlen: number;
  readonly #weights: ReadonlyMap<string, Tensor>;

  constructor(
    readonly tf: Tensorflow,
    { config, tokenizer, maxlen, ...first }: EncoderOptions,
  ) {
    this.#family = familyOf(config);
    this.#config = config;
    this.config = config;
    this.#tokenizer = tokenizer;
    this.#maxlen = Math.min(maxlen, this.#family.longest(config));
    this.padId = config.pad_token_id;
    this.depths = config.num_hidden_layers + 2;
    this.variables = createVariables(tf, config, first);
    this.#weights = new Map(this.variables.map(({ name, variable }) => [name, variable]));
  }

  get tokenizerFiles(): Readonly<Record<string, string>> {
    return this.#tokenizer.files();
  }

  encode(text: string, target: string | null): Features {
    return this.#tokenizer.encode(text, target, this.#maxlen);
  }

  forward(batch: Batch, { dropout: source }: ForwardOptions = {}): Tensor2D {
    const pass = new ForwardPass(this.tf, this.#config, this.#weights, source);
    return this.#family.classify(pass, this.#firstTokens(pass, batch));
  }

  /** The last layer's first tokens, [batch, hidden], without dropout: what the head classifies. */
  firstTokens(batch: Batch): Tensor2D {
    return this.#firstTokens(new ForwardPass(this.tf, this.#config, this.#weights, undefined), batch);
  }

  #firstTokens(pass: ForwardPass, batch: Batch): Tensor2D {
    const family = this.#family;
    const { num_hidden_layers } = this.#config;
    const name = (layer: number) => `${family.prefix}.encoder.layer.${layer}`;
    const last = num_hidden_layers - 1;
    let hidden = family.embed(pass, batch);
    for (let layer = 0; layer < last; layer += 1)
      hidden = encoderLayer(pass, name(layer), hidden, batch.mask);
    return lastLayer(pass, name(last), hidden, batch.mask);
  }
}
