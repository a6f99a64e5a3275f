import { z } from 'zod';
import { dataSetSchema } from '../task/data-set.js';
import { runMetricsSchema } from '../task/metrics.js';
import { saidSchema } from '../texts/stored.js';
import { adjustmentSchema } from './adjustment.js';
import { failureSchema } from './failure.js';
import { filledSchema } from './filled-defaults.js';
import { provenanceSchema } from './provenance.js';
import { importedSchema } from './imported-schema.js';
import { RUN_TIMES } from './run-times.js';
import { runSpecSchema } from './spec.js';
import { valuesSchema } from './sweep/space.js';

export const RUN_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Who asked for a run: a Discord user, or someone in a terminal. */
export const authorSchema = z.object({
  /** Discord user id; null for the terminal. */
  id: z.string().nullable(),
  name: z.string(),
});
export type Author = z.infer<typeof authorSchema>;

/** What the competition's leaderboard said: a share from 0 to 1, or null where it was noted by mistake. */
export const publicScoreSchema = z.object({
  score: z.number().min(0).max(1).nullable(),
  at: z.string(),
  author: authorSchema,
});

/** Oldest first: the last one counts, those before it were corrected. */
export const publicScoresSchema = z.array(publicScoreSchema).default([]);

export const VERDICTS = ['confirmed', 'refuted', 'unclear'] as const;

/** What came of the question that a run was started with. */
export const verdictSchema = z.object({
  value: z.enum(VERDICTS),
  /** May be empty. */
  sentence: z.string(),
  author: authorSchema,
  at: z.string(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** What somebody wants to be known of a run. */
export const noteSchema = z.object({
  text: z.string(),
  author: authorSchema,
  at: z.string(),
  /** Of the message that it was taken from. */
  url: z.string().optional(),
  /** Labmate's own, where somebody changed the run's question: the text is the one that it had. */
  was: z.literal('intent').optional(),
});
export type Note = z.infer<typeof noteSchema>;

/** The time of an attempt that ended before the run did. */
const spentSchema = z.object({ from: z.string(), until: z.string() });

/** A run as the store keeps it. What grows (steps, logs, scores) lies in the run's folder. */
export const runSchema = z.object({
  /** "1", "2", …: never given twice. */
  id: z.string(),
  /** Grows with every change of any run; projections use it as their cursor. */
  revision: z.number().int(),
  state: z.enum(RUN_STATES),
  spec: runSpecSchema,
  intent: z.string(),
  /** That it answers together with other runs; null where it shares none, and in old stores. */
  question: z.string().nullable().default(null),
  /** The run whose spec it was begun with; null for one that was begun by itself, and in old stores. */
  from: z.string().nullable().default(null),
  /** Which defaults of its model were filled in; null for a run begun from another's settings, and in old stores. */
  filled: filledSchema.nullable().default(null),
  /** What was typed, and what came with a preset, a sweep or the bot's own defaults; null in old stores, and for runs begun from theirs. */
  provenance: provenanceSchema.nullable().default(null),
  author: authorSchema,
  data: dataSetSchema,
  created_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  /** How often it was started: more than once where Labmate stopped under it. */
  attempts: z.number().int(),
  /** Attempts before the last one, oldest first: each took its slot, whatever became of it. Empty in old stores. */
  spent: z.array(spentSchema).default([]),
  /** How often Labmate or its worker died under it, without a word. */
  crashes: z.number().int(),
  /** Why it was queued again, where it was not Labmate that stopped: a sentence. */
  interruption: z.string().nullable().default(null),
  /** How `interruption` is said in other languages (texts/stored.ts), as are those below: absent in old stores. */
  interruption_said: saidSchema.optional(),
  /** Sizes in the place of the spec's, since memory ran out: the steps are the same. */
  adjusted: adjustmentSchema.nullable().default(null),
  code: z.object({ commit: z.string(), dirty: z.boolean() }),
  host: z.string(),
  /** Something that people should know about how it trains, such as a slow engine. */
  note: z.string().nullable(),
  note_said: saidSchema.optional(),
  /** Set while the run trains. `epoch` is the last one that was evaluated (0 before the first). */
  progress: z
    .object({
      epoch: z.number(),
      epochs: z.number(),
      /** Which part trains, from 1, and of how many; absent in an ordinary run. The epochs are the part's. */
      part: z.number().optional(),
      parts: z.number().optional(),
      /** Of the whole training, all parts, from 0 to 1. */
      share: z.number(),
      /** On the dev examples, or with folds on those that the part holds out; the best one is the part's. */
      micro_f1: z.number().nullable(),
      best_micro_f1: z.number().nullable(),
      seconds_left: z.number(),
      /** Training examples a second since this attempt at the part began, looks at dev included; absent in old stores. */
      speed: z.number().optional(),
      /** What is done before the first step, such as fetching a model; absent while it trains. */
      doing: z.string().optional(),
      doing_said: saidSchema.optional(),
      /** Share of the last epoch's tokens that were padding; absent before it ends, and in old runs. */
      padding: z.number().optional(),
    })
    .nullable(),
  result: z
    .object({
      ...runMetricsSchema.shape,
      /** Of the result's weights: the best, or with `keep:last` the last. With parts the mean of theirs, rounded. */
      best_epoch: z.number(),
      /** The step after which those weights were; absent in old runs. */
      best_step: z.number().optional(),
      seconds: z.number(),
      /** Positions computed in training, and how many of them were padding; absent in old runs. */
      tokens: z.number().optional(),
      padding: z.number().optional(),
      /** Such as "native 2.21.0 cpu" or "wasm 4.22.0 cpu, eager (slow engine)". */
      engine: z.string(),
      /** True where the run trained on a slow engine; absent in old runs. */
      slow: z.boolean().optional(),
    })
    .nullable(),
  failure: failureSchema.nullable(),
  /** Where the model's weights came from, and what to know of that; null from scratch, before it is known, in old stores. */
  origin: z
    .object({ from: z.string(), lines: z.array(z.string()), said: z.array(saidSchema.nullable()).optional() })
    .nullable()
    .default(null),
  /** Set for a run that was read from a table of results; null for those trained here, and in old stores. */
  imported: importedSchema.nullable().default(null),
  /** It gets no card, thread or message of its own in the channel: somebody else tells of it, such as its sweep. */
  quiet: z.boolean().default(false),
  /** The sweep that it belongs to; null for runs that people start. */
  sweep: z
    .object({
      id: z.string(),
      /** Which of the sweep's runs it is, from 0: none is suggested twice, whatever happens between two writes. */
      trial: z.number().int(),
      values: valuesSchema,
      /** Why the sweep stops it early, written down before it is stopped, and its best score by then. */
      pruned: z
        .object({
          ...{ epoch: z.number(), score: z.number(), message: z.string() },
          said: saidSchema.optional(),
        })
        .nullable(),
    })
    .nullable()
    .default(null),
  /** `night`: it waits for the night window. */
  when: z.enum(RUN_TIMES).default('now'),
  public_scores: publicScoresSchema,
  /** When its checkpoint was removed to make room; null where it was not, and in old stores. */
  checkpoint_freed_at: z.string().nullable().default(null),
  /** Somebody wants its checkpoint kept, whatever the retention rule says. */
  checkpoint_pinned: z.boolean().default(false),
  /** The answer to its intent; null before somebody gave one. Those before it were changed, the oldest first. */
  verdict: verdictSchema.nullable().default(null),
  earlier_verdicts: z.array(verdictSchema).default([]),
  /** Oldest first. */
  notes: z.array(noteSchema).default([]),
  /** How many messages people wrote in its thread; they are in the run's folder. */
  talked: z.number().int().default(0),
  /** Where it waits: among waiting runs, where nobody moved it, a run's number is its place. */
  place: z.number().nullable().default(null),
  /** What people wrote beside it in the sheet. */
  sheet_note: z.string().default(''),
  /** Link to the run's Discord thread, once there is one. */
  thread_url: z.string().nullable(),
});

export type Run = z.infer<typeof runSchema>;

/** Of a run that was trained here without interruption, of which nobody has said anything yet, and that nobody moved. */
export const UNTOLD = {
  imported: null,
  question: null,
  verdict: null,
  earlier_verdicts: [],
  notes: [],
  talked: 0,
  place: null,
  spent: [],
} satisfies Partial<Run>;

/** It waits or trains. */
export const isOpen = ({ state }: Run): boolean => state === 'queued' || state === 'running';
