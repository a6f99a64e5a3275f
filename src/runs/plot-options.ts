import type { OptionDef } from './option-def.js';

export const PLOTS = ['curves', 'emotions', 'confusion', 'progress'] as const;
export type Plot = (typeof PLOTS)[number];

/** What `/results plot` takes. */
export const plotOptions = {
  what: {
    kind: 'choice',
    choices: PLOTS,
    description:
      'curves; emotions = F1 of each; confusion = which is taken for which; progress = best over time',
    example: 'what:emotions',
  },
  run: {
    kind: 'text',
    maxLength: 40,
    description: 'Run by its number; the best where none is named',
    example: 'run:12',
  },
} as const satisfies Record<string, OptionDef>;
