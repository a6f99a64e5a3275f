import { z } from 'zod';
import { saidSchema } from '../texts/stored.js';
import { failureSaidSchema } from './failure.js';

const engineSchema = z.object({
  kind: z.enum(['native', 'stock', 'wasm']),
  tensorflow: z.string(),
  device: z.string(),
  /** True for every engine and way of stepping but the fast one: a compiled step on native TensorFlow. */
  slow: z.boolean(),
  /** How the steps run; absent in old files. */
  step: z.enum(['compiled', 'eager']).optional(),
});

/** The part of a run that it is about, from 1; absent in an ordinary run. */
const ofPart = { part: z.number().int().optional() };

/**
 * One line of `events.jsonl`, the only thing that a worker says while it runs. Times are ISO 8601; seconds are wall
 * time. `failed` and `done` are final. A reader ignores types that it does not know.
 */
export const workerEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    ...ofPart,
    time: z.string(),
    engine: engineSchema,
    examples: z.object({
      train: z.number(),
      dev: z.number(),
      test: z.number(),
      /** With folds: not among those of train. */
      held_out: z.number().optional(),
    }),
    parameters: z.number(),
    epochs: z.number(),
    steps: z.number(),
  }),
  /**
   * A run that was interrupted goes on. What an earlier attempt wrote up to here stands above; what it did afterwards
   * was cut off, so that each step and epoch is there once.
   */
  z.object({
    type: z.literal('resume'),
    ...ofPart,
    time: z.string(),
    engine: engineSchema,
    /** Epochs that were finished, and steps that were taken. */
    epoch: z.number(),
    step: z.number(),
    /** Of the whole training, or the whole part. */
    steps: z.number(),
    /** On the dev examples, at the last look and at the best. */
    micro_f1: z.number().nullable(),
    best_micro_f1: z.number().nullable(),
    /** What earlier attempts took, as far as it still counts. */
    seconds: z.number(),
  }),
  z.object({
    type: z.literal('step'),
    ...ofPart,
    step: z.number(),
    epoch: z.number(),
    /** Over the step's examples, before its update and with dropout; their sum where the spec's reduction is sum. */
    loss: z.number(),
    /** Learning rate of the head; `layer_decay` takes from it below. */
    lr: z.number(),
    /** Of all gradients together, before clipping. */
    gradNorm: z.number(),
  }),
  z.object({
    type: z.literal('epoch'),
    ...ofPart,
    time: z.string(),
    epoch: z.number(),
    /** The step after which it ended; absent in old files. */
    step: z.number().optional(),
    /** Mean over the epoch's entries of the loss that each had in its step: while the weights moved, with dropout. */
    train_loss: z.number(),
    /**
     * Mean over the dev examples' entries with the weights at the epoch's end, without dropout. With folds, this and
     * the scores below are on the examples that the part holds out.
     */
    dev_loss: z.number(),
    /** On the dev examples at threshold 0.5, as is macro_f1. */
    micro_f1: z.number(),
    macro_f1: z.number(),
    /** Positions that its training steps computed, padding included; absent in old files. */
    tokens: z.number().optional(),
    /** How many of those were padding. */
    padding: z.number().optional(),
    /** True when its end is the best so far by dev micro-F1, `eval`s included. */
    best: z.boolean(),
    seconds: z.number(),
    /** Estimated seconds until the run is done, all parts. */
    seconds_left: z.number(),
  }),
  /** A look at the dev set within an epoch (`eval_steps`); that at an epoch's end is in `epoch`. */
  z.object({
    type: z.literal('eval'),
    ...ofPart,
    time: z.string(),
    /** The epoch that it is in, from 1. */
    epoch: z.number(),
    step: z.number(),
    dev_loss: z.number(),
    micro_f1: z.number(),
    macro_f1: z.number(),
    best: z.boolean(),
    seconds_left: z.number(),
  }),
  z.object({
    type: z.literal('note'),
    ...ofPart,
    time: z.string(),
    message: z.string(),
    /** How the message is said in other languages; absent in old files, as are those below. */
    said: saidSchema.optional(),
  }),
  /** A checkpoint's files come from the hub: bytes received of all that is missing. */
  z.object({
    type: z.literal('download'),
    time: z.string(),
    model: z.string(),
    received: z.number(),
    size: z.number(),
  }),
  z.object({
    type: z.literal('model'),
    time: z.string(),
    /** Where the weights came from: a folder, or a hub's model with its commit. */
    from: z.string(),
    /** What people should know of how it was loaded, such as parameters that begin fresh. */
    lines: z.array(z.string()),
    said: z.array(saidSchema.nullable()).optional(),
  }),
  z.object({
    type: z.literal('done'),
    time: z.string(),
    /** The epoch, from 1, in which the result's weights were: with `keep:last` the last; with parts their mean, rounded. */
    best_epoch: z.number(),
    /** The step after which they were; absent with parts and in old files. */
    best_step: z.number().optional(),
    /** Of all attempts together, as far as their work counts. */
    seconds: z.number(),
  }),
  z.object({
    type: z.literal('failed'),
    time: z.string(),
    reason: z.enum(['data', 'nan', 'oom', 'disk', 'cancelled', 'bug']),
    /** One sentence for people: what happened. */
    message: z.string(),
    /** What to do next, where known. */
    hint: z.string().optional(),
    said: failureSaidSchema.optional(),
  }),
]);

export type WorkerEvent = z.infer<typeof workerEventSchema>;
