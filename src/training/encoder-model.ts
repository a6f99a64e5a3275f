import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow/engine.js';
import { bert } from './encoder/bert.js';
import { createVariables, type FirstWeights } from './encoder/create-variables.js';
import { electra } from './encoder/electra.js';
import { encoderLayer, lastLayer } from './encoder/encoder-layer.js';
import type { Family } from './encoder/family.js';
import { ForwardPass } from './encoder/forward-pass.js';
import { roberta } from './encoder/roberta.js';
import type { EncoderConfig } from './encoder-config.js';
import type { Batch, Features, ForwardOptions, Model, NamedVariable } from './model.js';
import type { Tokenizer } from './tokenizer/tokenizer.js';

export type EncoderOptions = FirstWeights & {
  config: EncoderConfig;
  tokenizer: Tokenizer;
  /** Longest input in tokens, special ones included. */
  maxlen: number;
};

const FAMILIES: Record<EncoderConfig['model_type'], Family> = { bert, electra, roberta };

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
    this.#family = FAMILIES[config.model_type];
    this.#config = config;
    this.config = config;
    this.#tokenizer = tokenizer;
    this.#maxlen = Math.min(maxlen, this.#family.longest(config));
    this.padId = config.pad_token_id;
    this.depths = config.num_hidden_layers + 2;
    this.variables = createVariables(tf, this.#family, config, first);
    this.#weights = new Map(this.variables.map(({ name, variable }) => [name, variable]));
  }

  get tokenizerFiles(): Readonly<Record<string, string>> {
    return this.#tokenizer.files();
  }

  encode(text: string, target: string | null): Features {
    return this.#tokenizer.encode(text, target, this.#maxlen);
  }

  forward(batch: Batch, { dropout: source }: ForwardOptions = {}): Tensor2D {
    const family = this.#family;
    const { num_hidden_layers } = this.#config;
    const pass = new ForwardPass(this.tf, this.#config, this.#weights, source);
    const name = (layer: number) => `${family.prefix}.encoder.layer.${layer}`;
    const last = num_hidden_layers - 1;
    let hidden = family.embed(pass, batch);
    for (let layer = 0; layer < last; layer += 1)
      hidden = encoderLayer(pass, name(layer), hidden, batch.mask);
    return family.classify(pass, lastLayer(pass, name(last), hidden, batch.mask));
  }
}
