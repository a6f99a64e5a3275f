import type { OptionDef } from './option-def.js';

/** Discord takes no longer value where one chooses among those that were asked. */
export const QUESTION_MAX = 100;

export const questionOption = {
  kind: 'text',
  maxLength: QUESTION_MAX,
  // /train has all 25 fields that Discord takes.
  slash: false,
  description: 'A question that several runs answer together; results question shows them side by side',
  example: 'question:"does ASL help rare emotions?"',
} as const satisfies OptionDef;
