import type { PackedBatch } from './batches.js';
import type { TensorData } from './weights/safetensors.js';

export type StepInput = {
  /** What one step of the optimiser sees, in parts that fit into memory one at a time (gradient accumulation). */
  batches: readonly PackedBatch[];
  /** Learning rate of this step. */
  rate: number;
  /** Two int32: what dropout draws from at this step. */
  seed: readonly [number, number];
};

/** The loss over the step's examples before it, reduced as the run's losses are, and the norm of the gradients before clipping. */
export type StepResult = { loss: number; gradNorm: number };

/** Steps taken, and the moments: `<parameter>.m` and `<parameter>.v`. */
export type OptimizerState = { step: number; tensors: ReadonlyMap<string, TensorData> };

/** Where weights and moments live while a run trains, and what is done with them. */
export interface Trainer {
  /** Whether a step is one call of a graph, or op by op: several times slower. */
  readonly kind: 'compiled' | 'eager';
  /** Forward, loss, gradients, clipping, AdamW. @throws Error TensorFlow's own words, out of memory among them */
  step(input: StepInput): StepResult;
  /** Logits [batch, labels] of the weights as they stand, without dropout. */
  predict(batch: PackedBatch): number[][];
  /** A copy of the weights, by the names of the checkpoint. */
  weights(): Map<string, TensorData>;
  /** Puts weights in the place of those that it has. @throws Error naming what is missing */
  restore(weights: ReadonlyMap<string, TensorData>): void;
  /** A copy of the moments, `<parameter>.m` and `<parameter>.v`, and the steps taken. */
  optimizerState(): OptimizerState;
  /** Goes on from moments that were saved. @throws Error naming what is missing */
  restoreOptimizer(state: OptimizerState): void;
  dispose(): void;
}
