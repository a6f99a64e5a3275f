import type { Tensor2D, Variable } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow/engine.js';
import type { DropoutSource } from '../tensorflow/ops/dropout.js';

/** What a text becomes: a list of numbers into a table, and the text (0) or target word (1) that each comes from. */
export type Features = { ids: ArrayLike<number>; types: ArrayLike<number> };

/** Several texts, padded to the longest of them. All are [batch, length]. */
export type Batch = {
  /** int32 */
  ids: Tensor2D;
  /** int32 */
  types: Tensor2D;
  /** float32: 1 where there is a token, 0 where there is padding */
  mask: Tensor2D;
};

export type NamedVariable = {
  /** As in the checkpoint. */
  name: string;
  variable: Variable;
  /** False for biases and LayerNorm weights, which weight decay leaves alone. */
  decays: boolean;
  /** Layers below it: embeddings 0, layer i (from 0) i + 1, what stands on the last layer one more. */
  depth: number;
};

export type ForwardOptions = {
  /** What dropout draws from; left out when evaluating. */
  dropout?: DropoutSource;
};

/** A classifier of texts. Models trained from scratch and models that begin at a checkpoint look the same. */
export interface Model {
  readonly tf: Tensorflow;
  readonly variables: readonly NamedVariable[];
  /** The number that padding has in `Batch.ids`. */
  readonly padId: number;
  /** What `config.json` of its checkpoint says. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The folder its tokenizer files came from, copied into its checkpoint. */
  readonly tokenizerFolder: string | undefined;
  /** @param target the word that the emotions are about, or null */
  encode(text: string, target: string | null): Features;
  /** Logits [batch, labels]. Call it inside `tf.tidy`. */
  forward(batch: Batch, options?: ForwardOptions): Tensor2D;
}
