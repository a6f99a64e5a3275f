import type { OptionDef } from '../runs/option-def.js';
import { resultsOptions } from '../runs/options.js';
import { METHODS } from './fit/fit.js';

const { top, by } = resultsOptions;

/** The options of `ensemble`, in the channel and in the terminal. */
export const ensembleOptions = {
  top: { ...top, description: 'How many runs, best first; 5 where no members are named' },
  method: {
    kind: 'choice',
    choices: METHODS,
    description:
      'soft, logits, rank: means; hard: votes; weighted, label_weights, greedy, stack: fitted on dev',
    example: 'method:greedy',
  },
  thresholds: {
    kind: 'choice',
    choices: ['half', 'tuned'],
    description: 'half = each emotion is cut at 0.5; tuned = where its F1 on dev is best',
    example: 'thresholds:tuned',
  },
  runs: {
    kind: 'text',
    maxLength: 400,
    description: 'Which runs, with commas; 7/2 is the second part of run 7',
    example: 'runs:3,7,12',
  },
  submission: {
    kind: 'text',
    maxLength: 100,
    description: 'Earlier ensembles as members, by their numbers with commas',
    example: 'submission:4',
  },
  where: {
    kind: 'text',
    maxLength: 400,
    description: 'Only runs with these settings, name=value with spaces between',
    example: 'where:"loss=asl model=kcelectra"',
  },
  by,
  diverse: {
    kind: 'choice',
    choices: ['false', 'true', 'model', 'errors'],
    description: 'true, model = at most one run a model; errors = those that err least alike',
    example: 'diverse:errors',
  },
  parts: {
    kind: 'flag',
    description: "Folds and seeds of a run each as a member, instead of the run's mean",
    example: 'parts:true',
  },
} as const satisfies Record<string, OptionDef>;
