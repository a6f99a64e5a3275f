import type { OptionDef } from '../runs/option-def.js';
import { resultsOptions } from '../runs/options.js';

/** What `/predict` takes. */
export const textPredictOptions = {
  text: {
    kind: 'text',
    maxLength: 2000,
    description: 'The text whose emotions you want to know',
    example: 'text:"내일 표 구하길 기도해주세요"',
  },
  target: {
    kind: 'text',
    maxLength: 100,
    description: 'The word in it that the emotions are about, if there is one',
    example: 'target:표',
  },
  run: resultsOptions.run,
  submission: {
    ...resultsOptions.submission,
    description: 'An ensemble answers: its submission by number, in place of a run',
  },
} as const satisfies Record<string, OptionDef>;
