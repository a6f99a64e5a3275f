import { z } from 'zod';
import { saidSchema } from '../../texts/stored.js';
import { authorSchema, type Run } from '../run.js';
import { PRUNERS } from './pruner.js';
import { spaceSchema, valuesSchema } from './space.js';
import { STRATEGIES, type Trial } from './suggest.js';

/**
 * `running`: it queues runs; `done`: its budget or its space is used up; `stopped`: by a person; `halted`: by itself,
 * since runs kept failing or could not be queued.
 */
export const SWEEP_STATES = ['running', 'done', 'stopped', 'halted'] as const;

/** A search as the store keeps it. Its runs are those whose `sweep` names it: there is no second list to keep true. */
export const sweepSchema = z.object({
  /** "1", "2", …: never given twice. */
  id: z.string(),
  state: z.enum(SWEEP_STATES),
  /** The space as it was typed. */
  typed: z.string(),
  space: spaceSchema,
  strategy: z.enum(STRATEGIES),
  pruner: z.enum(PRUNERS),
  /** How many runs it makes at most. */
  budget: z.number().int(),
  /** What its suggestions are drawn from. */
  seed: z.number().int(),
  /** Options that all runs share. */
  fixed: valuesSchema,
  /** Whether model and data may lie outside the configured roots: it was started in a terminal. */
  anywhere: z.boolean(),
  intent: z.string(),
  author: authorSchema,
  created_at: z.string(),
  /** When it had ended and its last run, too. */
  finished_at: z.string().nullable(),
  /** When somebody let it go on after it had stopped or halted; null where nobody did, and in old stores. */
  resumed_at: z.string().nullable().default(null),
  /** Why it was stopped or halted, as a sentence. */
  reason: z.string().nullable(),
  /** How that is said in other languages (texts/stored.ts); absent in old stores. */
  reason_said: saidSchema.optional(),
  /** Where it was started; null in a terminal. */
  channel_id: z.string().nullable(),
  /** Whether its author was told of the end. */
  told: z.boolean(),
});
export type Sweep = z.infer<typeof sweepSchema>;

/** Failures that the settings brought about: a search learns from them. Others say nothing about the settings. */
const OWN_FAULT = ['nan', 'oom'];

/** What a search learns from one of its runs. */
export function trialOf({ state, sweep, result, failure }: Run): Trial {
  const values = sweep?.values ?? {};
  if (state === 'done' && result) return { values, outcome: 'done', score: result.dev.micro_f1 };
  if (state === 'queued' || state === 'running') return { values, outcome: 'open', score: null };
  if (state === 'cancelled' && sweep?.pruned) return { values, outcome: 'pruned', score: sweep.pruned.score };
  const isOwnFault = state === 'failed' && OWN_FAULT.includes(failure?.reason ?? '');
  return { values, outcome: isOwnFault ? 'failed' : 'lost', score: null };
}
