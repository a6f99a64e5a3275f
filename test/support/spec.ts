import { type RunSpec, runSpecSchema } from '../../src/runs/spec.js';

/** A whole spec; what a test is about is given in `change`. */
export const someSpec = (change: Partial<RunSpec> = {}): RunSpec =>
  runSpecSchema.parse({
    ...{ model: 'ngram', data: 'small', loss: 'bce', gamma_neg: null, gamma_pos: null, clip: null },
    ...{ lr: 1e-3, epochs: 3, batch: 16, accumulate: 1, warmup: 0.1, schedule: 'linear', decay: 0.01 },
    ...{ layer_decay: 1, grad_clip: 1, dropout: 0.1, maxlen: 32, seed: 7, shuffle: true, bucket: true },
    ...{ patience: 0, precision: 'auto' },
    ...change,
  });
