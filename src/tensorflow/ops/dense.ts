import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../engine.js';
import { dropout, type DropoutSource } from './dropout.js';
import { fusedAddNorm } from './fused/add-norm.js';
import { fusedBiasGelu } from './fused/bias-gelu.js';
import { gelu } from './gelu.js';
import { hasKernels } from './kernels.js';
import { layerNorm, type Norm } from './layer-norm.js';

/** A linear layer as Hugging Face keeps it: weight [out, in], bias [out]. */
export type Linear = { weight: Tensor2D; bias: Tensor };

/** x W^T + b. @param x [n, in] @returns [n, out] */
export function dense(tf: Tensorflow, x: Tensor2D, linear: Linear): Tensor2D {
  return tf.add(product(tf, x, linear), linear.bias);
}

const product = (tf: Tensorflow, x: Tensor2D, { weight }: Linear): Tensor2D =>
  tf.matMul(x, weight, false, true);

/** gelu(x W^T + b): the first half of an encoder's feed-forward block. @param x [n, in] @returns [n, out] */
export function denseGelu(tf: Tensorflow, x: Tensor2D, linear: Linear): Tensor2D {
  if (hasKernels(tf)) return fusedBiasGelu(tf, product(tf, x, linear), linear.bias);
  return gelu(tf, dense(tf, x, linear));
}

/**
 * LayerNorm(dropout(x W^T + b) + residual): how both blocks of an encoder's layer end.
 * @param x [n, in]
 * @param residual [n, out]
 * @returns [n, out]
 */
export function denseAddNorm(
  tf: Tensorflow,
  x: Tensor2D,
  linear: Linear,
  {
    residual,
    norm,
    rate,
    source,
  }: {
    residual: Tensor2D;
    norm: Norm;
    rate: number;
    source: DropoutSource | undefined;
  },
): Tensor2D {
  if (hasKernels(tf)) {
    const dropping = source && rate > 0 ? { seed: source.seed, site: source.nextSite(), rate } : undefined;
    return fusedAddNorm(tf, { x: product(tf, x, linear), bias: linear.bias, residual, norm }, dropping);
  }
  return layerNorm(tf, tf.add(dropout(tf, dense(tf, x, linear), rate, source), residual), norm);
}
