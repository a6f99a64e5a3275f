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
  /** How far it is from the input, from 0 to the model's `depths` - 1: embeddings 0, layer i at i + 1, the head last. */
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
  /**
   * How many depths its variables have. Layer-wise decay of the learning rate gives depth d the rate times
   * decay^(depths - 1 - d): discriminative fine-tuning (Howard and Ruder 2018, section 3.2), with a constant ratio from
   * layer to layer as for ELECTRA (Clark et al. 2020, appendix B). Google's ELECTRA code leaves two steps between the
   * last layer and the head; here it is one, as between layers.
   */
  readonly depths: number;
  /** The number that padding has in `Batch.ids`. */
  readonly padId: number;
  /** What `config.json` of its checkpoint says. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Its tokenizer's files, which its checkpoint carries along: contents by name. Undefined without a tokenizer. */
  readonly tokenizerFiles: Readonly<Record<string, string>> | undefined;
  /** @param target the word that the emotions are about, or null */
  encode(text: string, target: string | null): Features;
  /** Logits [batch, labels]. Call it inside `tf.tidy`. */
  forward(batch: Batch, options?: ForwardOptions): Tensor2D;
}
