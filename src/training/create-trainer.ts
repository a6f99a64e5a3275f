import { compileStep } from '../tensorflow/compiled/compile-step.js';
import type { RunSpec } from '../runs/spec.js';
import type { Engine } from '../tensorflow/engine.js';
import { AdamW } from './adamw.js';
import { CompiledTrainer } from './compiled-trainer.js';
import { EagerTrainer } from './eager-trainer.js';
import type { Loss, Reduction } from './losses/loss.js';
import type { Model } from './model.js';
import type { Trainer } from './trainer.js';

export type TrainerOptions = {
  engine: Engine;
  model: Model;
  loss: Loss;
  optimizer: { decay: number; gradClip: number; factors?: readonly number[] };
  /** `auto`: matrix products in bfloat16 on GPUs that have it; everything in float32 elsewhere. */
  precision?: RunSpec['precision'];
  /** Whether steps of several batches will be asked for. */
  accumulates?: boolean;
  /** What `loss` does with the entries of a batch; `mean` where left out. */
  reduction?: Reduction;
};

/**
 * The fastest trainer that the engine has: compiled on the native one, op by op elsewhere. It takes the model's
 * variables over; they are gone afterwards.
 * @throws Error TensorFlow's own words, out of memory among them
 */
export function createTrainer(options: TrainerOptions): Trainer {
  const { engine, model, loss, optimizer, accumulates = false, precision = 'auto', reduction } = options;
  if (engine.kind !== 'native') {
    const adamw = new AdamW(engine.tf, model.variables, optimizer);
    return new EagerTrainer({
      ...{ model, loss, optimizer: adamw, gradClip: optimizer.gradClip },
      ...(reduction && { reduction }),
    });
  }
  const products = precision === 'auto' && engine.hasBfloat16 ? 'bfloat16' : 'float32';
  const step = compileStep(model, loss, optimizer, {
    ...{ accumulates, precision: products },
    ...(reduction && { reduction }),
  });
  for (const { variable } of model.variables) variable.dispose();
  return new CompiledTrainer(step);
}
