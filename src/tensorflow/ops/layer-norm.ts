import type { Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../engine.js';
import { compositeLayerNorm } from './composite/layer-norm.js';
import { fusedLayerNorm } from './fused/add-norm.js';
import { hasKernels } from './kernels.js';
import type { Norm } from './norm.js';

export type { Norm } from './norm.js';

/** Normalises each row to mean 0 and (biased) variance 1, then scales and shifts. @param x [n, width] */
export function layerNorm(tf: Tensorflow, x: Tensor2D, norm: Norm): Tensor2D {
  return hasKernels(tf) ? fusedLayerNorm(tf, x, norm) : compositeLayerNorm(tf, x, norm);
}
