import type { OptionDef } from '../option-def.js';
import { SPACE_EXAMPLE } from './parse-space.js';
import { PRUNERS } from './pruner.js';
import { STRATEGIES } from './suggest.js';

/** Most runs of one sweep. */
const MOST_RUNS = 1000;

/** Options about a sweep that was started. */
export const endOptions = {
  sweep: {
    kind: 'text',
    maxLength: 40,
    description: 'Sweep by its number; the last one',
    example: 'sweep:3',
  },
  now: { kind: 'flag', description: 'Stop its running runs, too', example: 'now:true' },
} as const satisfies Record<string, OptionDef>;

/** What may be typed to start a sweep, besides the settings that all its runs share. */
export const sweepOptions = {
  space: {
    kind: 'text',
    maxLength: 1000,
    description: 'What is tried: lr=1e-5..5e-5 log; loss=bce,asl; epochs=30,50; dropout=0..0.3 step 0.1',
    example: `space:"${SPACE_EXAMPLE}"`,
  },
  strategy: {
    kind: 'choice',
    choices: STRATEGIES,
    description: 'grid = every combination; random; tpe = learns from the runs so far (Bergstra 2011)',
    example: 'strategy:tpe',
  },
  budget: {
    kind: 'integer',
    min: 1,
    max: MOST_RUNS,
    description: 'How many runs at most',
    example: 'budget:20',
  },
  pruner: {
    kind: 'choice',
    choices: PRUNERS,
    description:
      'Stops weak runs early: median = worse than the others; halving = best third at epochs 1, 3, 9',
    example: 'pruner:median',
  },
  search_seed: {
    kind: 'integer',
    min: 0,
    max: 2147483647,
    description: 'Other suggestions of random and tpe with another number',
    example: 'search_seed:2',
  },
} as const satisfies Record<string, OptionDef>;
