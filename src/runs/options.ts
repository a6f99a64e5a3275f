import { lossOptions } from './loss-options.js';
import type { OptionDef } from './option-def.js';
import { questionOption } from './question-option.js';
import { RUN_TIMES } from './run-times.js';
import { textOptions } from './text-options.js';
import { trainingOptions } from './training-options.js';

/**
 * The options of a run: one table that makes the slash options, the terminal's help, the checks and the error
 * sentences. Option names are fixed (people and scripts rely on them).
 */
export const runOptions = {
  model: {
    kind: 'text',
    maxLength: 200,
    description: 'Model: a name of the catalogue, a hub id (owner/name), or a folder of the model roots',
    example: 'model:ngram',
  },
  data: {
    kind: 'text',
    maxLength: 200,
    description: 'Data folder by name, under the configured data roots',
    example: 'data:kote8',
  },
  ...lossOptions,
  ...trainingOptions,
  ...textOptions,
} as const satisfies Record<string, OptionDef>;

/** What `train` takes beside the spec's options: where a run begins from, whether it may be there already, when it trains, what it answers. */
export const startOptions = {
  from: {
    kind: 'text',
    maxLength: 40,
    description: 'Begin with the whole spec of another run, by its number; what you type goes over it',
    example: 'from:12',
  },
  again: {
    kind: 'flag',
    description: 'Queue it although the same was trained already, or waits',
    example: 'again:true',
  },
  when: {
    kind: 'choice',
    slash: false,
    choices: RUN_TIMES,
    description: 'night = wait for the night window (`/schedule`); now = as soon as a slot is free',
    example: 'when:night',
  },
  question: questionOption,
} as const satisfies Record<string, OptionDef>;

/** Options of the commands about results. */
export const resultsOptions = {
  top: { kind: 'integer', min: 1, max: 100, description: 'How many, best first', example: 'top:5' },
  run: { kind: 'text', maxLength: 40, description: 'Run by its number', example: 'run:12' },
  method: {
    kind: 'choice',
    choices: ['soft', 'hard'],
    description: 'soft = mean of probabilities; hard = majority of votes',
    example: 'method:soft',
  },
  by: {
    kind: 'choice',
    choices: ['dev', 'public'],
    description: "dev = micro-F1 on the dev file; public = the leaderboard's score, noted with score",
    example: 'by:public',
  },
  submission: {
    kind: 'text',
    maxLength: 40,
    description: 'Submission by its number',
    example: 'submission:4',
  },
  score: {
    kind: 'text',
    maxLength: 20,
    description: "The leaderboard's score, such as 0.874 or 87.4%; none takes a mistaken one back",
    example: 'score:0.874',
  },
} as const satisfies Record<string, OptionDef>;

export type RunOptionName = keyof typeof runOptions;
