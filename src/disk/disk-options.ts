import type { OptionDef } from '../runs/option-def.js';
import { resultsOptions } from '../runs/options.js';

/** Options of `disk`. */
export const diskOptions = {
  run: resultsOptions.run,
  undo: {
    kind: 'flag',
    description: 'Let the rule have it again',
    example: 'undo:true',
  },
  free: {
    kind: 'flag',
    description: 'Remove the checkpoints that the rule gives up, now',
    example: 'free:true',
  },
} as const satisfies Record<string, OptionDef>;
