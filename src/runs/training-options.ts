import type { OptionDef } from './option-def.js';

export const SCHEDULES = ['linear', 'cosine', 'constant'] as const;
export const PRECISIONS = ['auto', 'float32'] as const;
export const KEEPS = ['best', 'last', 'both'] as const;

/** How it is trained. */
export const trainingOptions = {
  lr: {
    kind: 'number',
    min: 0,
    exclusiveMin: true,
    max: 1,
    description: 'Peak learning rate',
    example: 'lr:3e-5',
  },
  epochs: {
    kind: 'integer',
    min: 1,
    max: 1000,
    description: 'Passes over the training data',
    example: 'epochs:30',
  },
  batch: {
    kind: 'integer',
    min: 1,
    max: 1024,
    description: 'Examples in memory at once; an optimiser step sees batch x accumulate of them',
    example: 'batch:32',
  },
  accumulate: {
    kind: 'integer',
    slash: false,
    min: 1,
    max: 256,
    description: 'Batches per optimiser step: a larger step in the memory of one batch',
    example: 'accumulate:4',
  },
  warmup: {
    kind: 'number',
    min: 0,
    max: 0.9,
    description: 'Share of all steps in which the rate climbs to its peak',
    example: 'warmup:0.1',
  },
  schedule: {
    kind: 'choice',
    choices: SCHEDULES,
    description: 'Learning-rate schedule after warmup',
    example: 'schedule:linear',
  },
  decay: {
    kind: 'number',
    min: 0,
    max: 1,
    description: 'Decoupled weight decay (AdamW)',
    example: 'decay:0.01',
  },
  layer_decay: {
    kind: 'number',
    slash: false,
    min: 0.5,
    max: 1,
    description: 'Rate of each layer below the head times this, layer by layer; 1 turns it off',
    example: 'layer_decay:0.9',
  },
  grad_clip: {
    kind: 'number',
    slash: false,
    min: 0,
    max: 100,
    description: 'Clip the global gradient norm here; 0 turns it off',
    example: 'grad_clip:1',
  },
  dropout: {
    kind: 'number',
    min: 0,
    max: 0.9,
    description: 'Dropout of the encoder and its head',
    example: 'dropout:0.1',
  },
  maxlen: {
    kind: 'integer',
    min: 8,
    max: 512,
    description: 'Longest input in tokens; longer ones are cut',
    example: 'maxlen:128',
  },
  seed: {
    kind: 'integer',
    min: 0,
    max: 2147483647,
    description: 'Seed of weights, order and dropout',
    example: 'seed:42',
  },
  folds: {
    kind: 'integer',
    min: 0,
    max: 20,
    description: 'One training a fold, each without its share of train; scores are averaged. 0: none',
    example: 'folds:5',
  },
  seeds: {
    kind: 'integer',
    min: 1,
    max: 20,
    description: 'So many trainings, with seed, seed+1, …; scores are averaged',
    example: 'seeds:3',
  },
  shuffle: {
    kind: 'flag',
    slash: false,
    description: 'New order of the examples each epoch',
    example: 'shuffle:true',
  },
  bucket: {
    kind: 'flag',
    slash: false,
    description: 'Batches of texts of similar length, for less padding; with shuffle:false only if typed',
    example: 'bucket:true',
  },
  patience: {
    kind: 'integer',
    min: 0,
    max: 100,
    description: 'Stop after this many epochs (evaluations) without a better dev micro-F1; 0: never',
    example: 'patience:5',
  },
  eval_steps: {
    kind: 'integer',
    slash: false,
    min: 0,
    max: 1_000_000,
    description: 'Look at the dev set every so many steps, too; patience counts these. 0: each epoch only',
    example: 'eval_steps:200',
  },
  keep: {
    kind: 'choice',
    slash: false,
    choices: KEEPS,
    description:
      "Which weights are the run's result: the best by dev micro-F1, the last, or best with last beside",
    example: 'keep:best',
  },
  precision: {
    kind: 'choice',
    slash: false,
    choices: PRECISIONS,
    description: 'auto = mixed precision on a GPU, float32 on a CPU; float32 = that everywhere',
    example: 'precision:float32',
  },
} as const satisfies Record<string, OptionDef>;
