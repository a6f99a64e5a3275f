import type { Scalar, Tensor2D, Variable } from '@tensorflow/tfjs';
import type { Tensorflow } from '../engine.js';
import type { DropoutSource } from '../ops/dropout.js';

/** A parameter with its first values. */
export type Parameter = {
  name: string;
  variable: Variable;
  /** Whether weight decay applies to it. */
  decays: boolean;
};

/** A batch of texts: ids int32, types int32 and mask float32, all [batch, length]. */
export type TextTensors = { ids: Tensor2D; types: Tensor2D; mask: Tensor2D };

/** What can be compiled: a model whose forward pass depends on nothing but its parameters and its inputs. */
export interface Compilable {
  readonly tf: Tensorflow;
  readonly variables: readonly Parameter[];
  /** Logits [batch, labels]. It must not read the values of tensors. */
  forward(batch: TextTensors, options?: { dropout?: DropoutSource }): Tensor2D;
}

/** Logits and targets [batch, labels] to one number: the mean over all entries, or their sum. */
export type CompilableLoss = (logits: Tensor2D, targets: Tensor2D) => Scalar;

/** AdamW's settings; betas are 0.9 and 0.999, epsilon 1e-8. */
export type AdamWSettings = {
  /** Decoupled weight decay, times the learning rate at each step. */
  decay: number;
  /** Largest global norm of the gradients; 0: not clipped. */
  gradClip: number;
  /** Factor on the learning rate of each parameter (layer-wise decay), in their order; 1 where left out. */
  factors?: readonly number[];
};

/** A batch as plain arrays, [size, length] row by row; targets [size, labels]. */
export type TextArrays = {
  size: number;
  length: number;
  ids: Int32Array;
  types: Int32Array;
  /** 1 where there is a token, 0 where there is padding. */
  mask: Float32Array;
  /** Of 0 and 1, where the labels are known. */
  targets?: Float32Array;
};

/**
 * What matrix products are computed in. Parameters, moments, sums and everything else stay float32 either way; bfloat16
 * has float32's range, so no loss needs scaling.
 */
export type Precision = 'float32' | 'bfloat16';
