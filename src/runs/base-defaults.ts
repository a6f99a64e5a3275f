/**
 * Defaults of every model. What its size says (configs/model-sizes.yaml) goes over them, then its entry in models.yaml, a
 * preset, and what a person types.
 */
export const BASE_DEFAULTS = {
  schedule: 'linear',
  accumulate: 1,
  layer_decay: 1,
  grad_clip: 1,
  seed: 42,
  folds: 0,
  seeds: 1,
  shuffle: true,
  patience: 0,
  eval_steps: 0,
  keep: 'best',
  precision: 'auto',
  label_smoothing: 0,
  reduction: 'mean',
  target: 'pair',
  clean: false,
  others: 'keep',
  emoji: 'keep',
} as const;
