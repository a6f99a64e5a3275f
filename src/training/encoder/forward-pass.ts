import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/engine.js';
import { dense, type Linear } from '../../tensorflow/ops/dense.js';
import { dropout, type DropoutSource } from '../../tensorflow/ops/dropout.js';
import type { Norm } from '../../tensorflow/ops/layer-norm.js';
import type { EncoderConfig } from '../encoder-config.js';

/** One way through an encoder: its parameters by name, its settings, and what dropout draws from. */
export class ForwardPass {
  readonly #weights: ReadonlyMap<string, Tensor>;

  /** @param source left out when evaluating: nothing is dropped then */
  constructor(
    readonly tf: Tensorflow,
    readonly config: EncoderConfig,
    weights: ReadonlyMap<string, Tensor>,
    readonly source: DropoutSource | undefined,
  ) {
    this.#weights = weights;
  }

  weight(name: string): Tensor {
    const found = this.#weights.get(name);
    if (!found) throw new Error(`the encoder has no parameter ${name}`);
    return found;
  }

  table(name: string): Tensor2D {
    return this.weight(`${name}.weight`) as Tensor2D;
  }

  linear(name: string): Linear {
    return { weight: this.table(name), bias: this.weight(`${name}.bias`) };
  }

  norm(name: string): Norm {
    return {
      gain: this.weight(`${name}.weight`),
      shift: this.weight(`${name}.bias`),
      epsilon: this.config.layer_norm_eps,
    };
  }

  /** @param x [n, in] @returns [n, out] */
  dense(name: string, x: Tensor2D): Tensor2D {
    return dense(this.tf, x, this.linear(name));
  }

  /** Dropout as on hidden states. */
  drop(x: Tensor2D): Tensor2D {
    return dropout(this.tf, x, this.config.hidden_dropout_prob, this.source);
  }

  /** Dropout as in the classification head. */
  dropInHead(x: Tensor2D): Tensor2D {
    const { classifier_dropout, hidden_dropout_prob } = this.config;
    return dropout(this.tf, x, classifier_dropout ?? hidden_dropout_prob, this.source);
  }
}
