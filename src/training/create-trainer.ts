import type { Engine } from '../tensorflow/engine.js';
import { AdamW } from './adamw.js';
import { EagerTrainer } from './eager-trainer.js';
import type { Loss } from './losses.js';
import type { Model } from './model.js';
import type { Trainer } from './trainer.js';

export type TrainerParts = {
  engine: Engine;
  model: Model;
  loss: Loss;
  optimizer: { decay: number; gradClip: number };
};

/** The fastest trainer that the engine has. */
export function createTrainer({ engine, model, loss, optimizer }: TrainerParts): Trainer {
  const { decay, gradClip } = optimizer;
  return new EagerTrainer({
    model,
    loss,
    optimizer: new AdamW(engine.tf, model.variables, { decay }),
    gradClip,
  });
}
