import { compileStep } from '../tensorflow/compiled/compile-step.js';
import type { Engine } from '../tensorflow/engine.js';
import { AdamW } from './adamw.js';
import { CompiledTrainer } from './compiled-trainer.js';
import { EagerTrainer } from './eager-trainer.js';
import type { Loss } from './losses.js';
import type { Model } from './model.js';
import type { Trainer } from './trainer.js';

export type TrainerOptions = {
  engine: Engine;
  model: Model;
  loss: Loss;
  optimizer: { decay: number; gradClip: number };
  /** Whether steps of several batches will be asked for. */
  accumulates?: boolean;
};

/**
 * The fastest trainer that the engine has: compiled on the native one, op by op elsewhere. It takes the model's
 * variables over; they are gone afterwards.
 * @throws Error TensorFlow's own words, out of memory among them
 */
export function createTrainer({
  engine,
  model,
  loss,
  optimizer,
  accumulates = false,
}: TrainerOptions): Trainer {
  if (engine.kind !== 'native') {
    const adamw = new AdamW(engine.tf, model.variables, { decay: optimizer.decay });
    return new EagerTrainer({ model, loss, optimizer: adamw, gradClip: optimizer.gradClip });
  }
  const step = compileStep(model, loss, optimizer, { accumulates });
  for (const { variable } of model.variables) variable.dispose();
  return new CompiledTrainer(step);
}
