import type { OptionDef } from '../option-def.js';
import { LANGUAGES } from '../../texts/language.js';
import { MENTION_CHOICES, type Need, NEEDS } from './preferences-data.js';

const place = { kind: 'text', maxLength: 40 } as const;

/** What `/settings` and `lab settings` take; without any of them they show what is set. */
export const settingsOptions = {
  mention: {
    kind: 'choice',
    choices: MENTION_CHOICES,
    description: 'For you alone: be mentioned when your runs end, only where they fail, or never',
    example: 'mention:failures',
  },
  quiet: {
    kind: 'flag',
    description: 'true: results and failures only in the run’s thread, and nobody is mentioned',
    example: 'quiet:true',
  },
  language: {
    kind: 'choice',
    choices: LANGUAGES,
    description: 'What the channel is written in',
    example: 'language:ko',
  },
  timezone: {
    kind: 'text',
    maxLength: 60,
    description: 'Time zone of digest, night window and daily limits',
    example: 'timezone:Asia/Seoul',
  },
  results_channel: {
    ...place,
    description: 'Channel for results; none: where the run was started',
    example: 'results_channel:none',
  },
  add_channel: {
    ...place,
    description: 'Another channel where commands work',
    example: 'add_channel:1234567890123456789',
  },
  remove_channel: {
    ...place,
    description: 'A channel where commands should work no longer',
    example: 'remove_channel:1234567890123456789',
  },
  role_for: {
    kind: 'choice',
    choices: NEEDS,
    description: "What add_role may do: view, train, cancel others' runs, or admin",
    example: 'role_for:train',
  },
  add_role: {
    ...place,
    description: 'A role that may do what role_for says',
    example: 'add_role:1234567890123456789',
  },
  remove_role: {
    ...place,
    description: 'A role that may no longer do what role_for says',
    example: 'remove_role:1234567890123456789',
  },
  max_queued: {
    kind: 'integer',
    min: 0,
    max: 1000,
    description: 'Runs that one person may have waiting; 0: any number',
    example: 'max_queued:5',
  },
  max_gpu_hours: {
    kind: 'number',
    min: 0,
    max: 1000,
    description: 'GPU hours a person and day; 0: any number',
    example: 'max_gpu_hours:8',
  },
  daily_submissions: {
    kind: 'integer',
    min: 0,
    max: 1000,
    description: "The competition's limit of submissions a day; 0: none",
    example: 'daily_submissions:3',
  },
  audit: {
    kind: 'integer',
    min: 1,
    max: 50,
    description: 'Show the last actions: who did what, and when',
    example: 'audit:20',
  },
} as const satisfies Record<string, OptionDef>;

export type SettingName = keyof typeof settingsOptions;

/** One's own mentions are one's own; everything else is for administrators. */
export const needOfSettings = (typed: Iterable<string>): Need =>
  [...typed].every((name) => name === 'mention') ? 'view' : 'admin';
