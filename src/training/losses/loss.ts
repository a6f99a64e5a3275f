import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { REDUCTIONS } from '../../runs/loss-options.js';

/** How the loss of all entries of a batch becomes one number. */
export type Reduction = (typeof REDUCTIONS)[number];

/** Loss of logits [batch, labels] against targets of the same shape, from 0 to 1, reduced to one number. */
export type Loss = (logits: Tensor2D, targets: Tensor2D) => Scalar;

/** The loss of each entry, [batch, labels]. */
export type EntryLoss = (logits: Tensor2D, targets: Tensor2D) => Tensor;
