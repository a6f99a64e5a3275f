import type { Tensor } from '@tensorflow/tfjs';

/*
 * Gradients in this folder are written by hand where TensorFlow.js would compose them of many small ops: each op costs
 * a pass over memory, and those passes are what is left of a step beside its matrix products.
 */

/** What `tf.customGrad` hands to a function as its last argument: keeps tensors for the gradient. */
export type Saver = (tensors: Tensor[]) => void;
