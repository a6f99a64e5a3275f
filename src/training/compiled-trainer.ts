import type { CompiledStep } from '../tensorflow/compiled/compile-step.js';
import type { PackedBatch } from './batches.js';
import type { TensorData } from './weights/safetensors.js';
import type { OptimizerState, StepInput, StepResult, Trainer } from './trainer.js';

/** One call into a TensorFlow session a step: weights and moments live there. */
export class CompiledTrainer implements Trainer {
  readonly kind = 'compiled';
  readonly #step: CompiledStep;

  constructor(step: CompiledStep) {
    this.#step = step;
  }

  step(input: StepInput): StepResult {
    return this.#step.step(input);
  }

  predict(batch: PackedBatch): number[][] {
    return rowsOf(this.#step.predict(batch));
  }

  weights(): Map<string, TensorData> {
    return this.#step.weights();
  }

  restore(weights: ReadonlyMap<string, TensorData>): void {
    this.#step.restore(weights);
  }

  optimizerState(): OptimizerState {
    return this.#step.optimizerState();
  }

  restoreOptimizer(state: OptimizerState): void {
    this.#step.restoreOptimizer(state);
  }

  dispose(): void {
    this.#step.dispose();
  }
}

/** A matrix [rows, columns] that lies row by row, as a list of its rows. */
export function rowsOf({ shape: [rows = 0, columns = 0], data }: TensorData): number[][] {
  return Array.from({ length: rows }, (_, row) => [...data.subarray(row * columns, (row + 1) * columns)]);
}
