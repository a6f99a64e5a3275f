import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs';
import { DropoutSource } from '../tensorflow/ops/dropout.js';
import { type AdamW, clipScale, globalNorm } from './adamw.js';
import { type PackedBatch, toTensors } from './batches.js';
import type { Loss, Reduction } from './losses/loss.js';
import type { Model } from './model.js';
import type { TensorData } from './weights/safetensors.js';
import type { OptimizerState, StepInput, StepResult, Trainer } from './trainer.js';

export type EagerParts = {
  model: Model;
  loss: Loss;
  /** What `loss` does; of several batches, means are averaged over the examples and sums added. */
  reduction?: Reduction;
  optimizer: AdamW;
  gradClip: number;
};

/** Op by op: for engines without a session, and what the compiled step is held against. */
export class EagerTrainer implements Trainer {
  readonly kind = 'eager';
  readonly #parts: EagerParts;

  constructor(parts: EagerParts) {
    this.#parts = parts;
  }

  step({ batches, rate, seed }: StepInput): StepResult {
    const { model, optimizer, gradClip, reduction } = this.#parts;
    const { tf } = model;
    const examples = batches.reduce((sum, { size }) => sum + size, 0);
    const both = tf.tidy(() => {
      let sum: Record<string, Tensor> = {};
      let total: Tensor = tf.scalar(0);
      for (const [index, batch] of batches.entries()) {
        const share = reduction === 'sum' ? 1 : batch.size / examples;
        // Places that drop count up the second number: batches count up the first, or two would drop alike.
        const own: [number, number] = [(seed[0] + index) | 0, seed[1]];
        const { value, grads } = this.#gradients(batch, own, share);
        total = tf.add(total, value);
        sum =
          index === 0
            ? grads
            : Object.fromEntries(
                Object.entries(grads).map(([name, gradient]) => [
                  name,
                  tf.add(sum[name] as Tensor, gradient),
                ]),
              );
      }
      const norm = globalNorm(tf, sum);
      optimizer.apply(sum, gradClip > 0 ? clipScale(tf, norm, gradClip) : undefined, rate);
      return tf.stack([total, norm]);
    });
    const [loss = NaN, gradNorm = NaN] = both.dataSync();
    both.dispose();
    return { loss, gradNorm };
  }

  #gradients(batch: PackedBatch, seed: [number, number], share: number) {
    const { model, loss } = this.#parts;
    const { tf } = model;
    const { targets, ...inputs } = toTensors(tf, batch);
    const source = new DropoutSource(tf.tensor1d(seed, 'int32'));
    const ofBatch = (): Scalar => loss(model.forward(inputs, { dropout: source }), targets as Tensor2D);
    return tf.variableGrads(
      () => (share === 1 ? ofBatch() : tf.mul(ofBatch(), share).asScalar()),
      model.variables.map(({ variable }) => variable),
    );
  }

  predict(batch: PackedBatch): number[][] {
    return eagerLogits(this.#parts.model, batch);
  }

  weights(): Map<string, TensorData> {
    return new Map(this.#parts.model.variables.map(({ name, variable }) => [name, read(variable)]));
  }

  restore(weights: ReadonlyMap<string, TensorData>): void {
    const { tf, variables } = this.#parts.model;
    for (const { name, variable } of variables) {
      const saved = weights.get(name);
      if (!saved) throw new Error(`the checkpoint has no tensor ${name}`);
      tf.tidy(() => variable.assign(tf.tensor(saved.data, saved.shape)));
    }
  }

  optimizerState(): OptimizerState {
    const { step, tensors } = this.#parts.optimizer.state;
    return { step, tensors: new Map([...tensors].map(([name, tensor]) => [name, read(tensor)])) };
  }

  restoreOptimizer(state: OptimizerState): void {
    this.#parts.optimizer.restore(state);
  }

  dispose(): void {
    const { model, optimizer } = this.#parts;
    optimizer.dispose();
    for (const { variable } of model.variables) variable.dispose();
  }
}

/** Logits [batch, labels] without dropout, op by op. */
export function eagerLogits(model: Model, batch: PackedBatch): number[][] {
  const logits = model.tf.tidy(() => model.forward(toTensors(model.tf, batch)));
  const values = logits.arraySync();
  logits.dispose();
  return values;
}

function read(tensor: Tensor): TensorData {
  return { shape: tensor.shape, data: tensor.dataSync() as Float32Array };
}
