import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { partFolder, type RunFolder } from './run-folder.js';

const evaluationSchema = z.object({
  /** The epoch that it was in or ended, from 1. */
  epoch: z.number().int(),
  /** The step after which it was. */
  step: z.number().int(),
  micro_f1: z.number(),
});

/** How far a training is, and what came of it so far. With folds, “dev” is what the part holds out. */
export const standingSchema = z.object({
  /** Epochs that are finished. */
  epoch: z.number().int(),
  /** Steps of the optimiser that were taken. */
  step: z.number().int(),
  /** Dev micro-F1 at the last look. */
  micro_f1: z.number().nullable(),
  best: evaluationSchema.nullable(),
  /** To which weights `checkpoint/` belongs, with their dev logits [examples, labels]. */
  kept: evaluationSchema.extend({ logits: z.array(z.array(z.number())) }).nullable(),
  /** Looks at the dev set since the best one. */
  since_best: z.number().int(),
  /** Patience has ended: no step follows. */
  stopped: z.boolean(),
  /** Of the epoch that is under way. */
  sums: z.object({
    /** Each step's loss times its examples. */
    loss: z.number(),
    examples: z.number(),
    tokens: z.number(),
    padding: z.number(),
    /** Seconds of the run before the epoch began. */
    began: z.number(),
  }),
});
export type Standing = z.infer<typeof standingSchema>;

const fileSchema = z.object({ file: z.string().regex(/^[\w.-]+$/), bytes: z.number() });

/** `state/state.json`, written last: the files that it names are whole. */
export const resumeStateSchema = z.object({
  version: z.literal(1),
  /** The part that it is of, from 1; absent in an ordinary run. */
  part: z.number().int().positive().optional(),
  standing: standingSchema,
  /** Wall time of the run up to here, over all attempts. */
  seconds: z.number(),
  /** Of `events.jsonl`, up to here. */
  events_bytes: z.number().int(),
  weights: fileSchema,
  /** The optimiser's moments; steps taken are the standing's. */
  optimizer: fileSchema,
});
export type ResumeState = z.infer<typeof resumeStateSchema>;

export const stateFile = ({ state }: RunFolder): string => join(state, 'state.json');

/**
 * From what a run can go on; undefined where there is nothing, or not all of it: then it starts from the beginning.
 * Nothing but sizes are looked at.
 */
export async function readResumeState(folder: RunFolder): Promise<ResumeState | undefined> {
  try {
    const state = resumeStateSchema.parse(JSON.parse(await readFile(stateFile(folder), 'utf8')));
    for (const { file, bytes } of [state.weights, state.optimizer])
      if ((await stat(join(folder.state, file))).size !== bytes) return undefined;
    if ((await stat(folder.events)).size < state.events_bytes) return undefined;
    const { kept, step } = state.standing;
    // What was kept at this very step can be made again from the state; what was kept before it cannot.
    const { checkpoint } = state.part === undefined ? folder : partFolder(folder, state.part);
    if (kept && kept.step !== step) await stat(join(checkpoint, 'config.json'));
    return state;
  } catch {
    return undefined;
  }
}

/** No attempt will follow that could go on from it, and it is three times as large as the weights. */
export async function dropState({ state }: RunFolder): Promise<void> {
  await rm(state, { recursive: true, force: true }).catch(() => undefined);
}
