import { lossOptions } from './explain/loss-options.js';
import { losses } from './explain/losses.js';
import { methods } from './explain/methods.js';
import { metrics } from './explain/metrics.js';
import { reading } from './explain/reading.js';
import { training } from './explain/training.js';

/** What `/explain` says: `about` has an entry for each option, loss, metric and method. */
export const explain = {
  source: 'Source: {{source}}',
  typed: 'Typed as',
  values: 'Values',
  lossTitle: 'Loss of one label against p, the probability that the model gives it',
  lossAlt:
    'Four panels of curves of {{losses}}: loss and gradient against the probability p, for a label that is there and one that is not. {{facts}}',
  fact: 'At p 0.5 {{loss}} costs {{true}} where the label is there and {{absent}} where it is not.',
  try: 'Change a parameter to see what it does: `/explain {{example}}`',
  unknown:
    'Nothing is known of “{{typed}}”. Type an option, a loss or a metric, such as `what:asl`, `what:warmup` or `what:micro_f1`.',
  mean: 'Nothing is known of “{{typed}}”. Did you mean `{{guess}}`? Type an option, a loss or a metric, such as `what:asl`, `what:warmup` or `what:micro_f1`.',
  about: { ...losses, ...lossOptions, ...training, ...reading, ...metrics, ...methods },
} as const;
