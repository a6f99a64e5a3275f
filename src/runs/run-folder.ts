import { join } from 'node:path';
import { z } from 'zod';
import { modelKindSchema } from '../config/labmate-config.js';
import { dataSetSchema } from '../task/data-set.js';
import { taskSchema } from '../task/task.js';
import { hasParts, partCount } from './parts.js';
import { type RunSpec, runSpecSchema } from './spec.js';

/** The files of one run, `$LABMATE_HOME/runs/<id>/`. Scripts of the team rely on these names. */
export function runFolder(dir: string) {
  return {
    dir,
    spec: join(dir, 'spec.json'),
    events: join(dir, 'events.jsonl'),
    metrics: join(dir, 'metrics.json'),
    devScores: join(dir, 'dev-scores.jsonl'),
    testScores: join(dir, 'test-scores.jsonl'),
    /** With folds: of each train example, by the part that held it out. */
    oofScores: join(dir, 'oof-scores.jsonl'),
    /** Of a part: what it held out, in the order of the train file. */
    heldOutScores: join(dir, 'held-out-scores.jsonl'),
    checkpoint: join(dir, 'checkpoint'),
    /** With `keep:both`, the last epoch's beside the best one's. */
    checkpointLast: join(dir, 'checkpoint-last'),
    /** From what an interrupted run goes on; gone when it has ended. */
    state: join(dir, 'state'),
    /** Sizes that took the place of the spec's when memory ran out. */
    adjusted: join(dir, 'adjusted.json'),
    /** Which commit of a hub's model it began with. */
    origin: join(dir, 'origin.json'),
    /** What people wrote in the run's thread. */
    talk: join(dir, 'talk.jsonl'),
    log: join(dir, 'log.txt'),
    /** With folds or seeds: each training's own files, by its number (partFolder). */
    parts: join(dir, 'parts'),
    /** Which of them an interrupted run has finished; gone when all have. */
    finishedParts: join(dir, 'parts', 'finished.json'),
  };
}

export type RunFolder = ReturnType<typeof runFolder>;

/**
 * The files of one part of a run, `parts/<n>/`: scores, metrics and checkpoints are its own; spec, events, state and log
 * are the run's.
 * @param part its number, from 1
 */
export function partFolder(run: RunFolder, part: number): RunFolder {
  const { spec, events, state, adjusted, origin, log, parts, finishedParts } = run;
  const own = runFolder(join(run.parts, String(part)));
  return { ...own, spec, events, state, adjusted, origin, log, parts, finishedParts };
}

/** The folders whose checkpoints make up a run's scores: those of its parts, or the run's own. */
export const memberFolders = (run: RunFolder, spec: Pick<RunSpec, 'folds' | 'seeds'>): RunFolder[] =>
  hasParts(spec) ? Array.from({ length: partCount(spec) }, (_, at) => partFolder(run, at + 1)) : [run];

/** `spec.json`: all that a worker needs, frozen when the run is queued. */
export const runFileSchema = z.object({
  run: z.string(),
  spec: runSpecSchema,
  intent: z.string(),
  task: taskSchema,
  data: dataSetSchema,
  /** The model's entry of configs/models.yaml as it was when the run was queued. */
  model: z.object({ kind: modelKindSchema, settings: z.record(z.string(), z.unknown()) }),
  author: z.string(),
  created_at: z.string(),
  code: z.object({ commit: z.string(), dirty: z.boolean() }),
  /** Node's and the pinned packages'; the engine's is in the run's first event. */
  versions: z.record(z.string(), z.string()),
  host: z.string(),
});

export type RunFile = z.infer<typeof runFileSchema>;

/** One line of `dev-scores.jsonl` and `test-scores.jsonl`, in the order of the data file. */
export const scoreLineSchema = z.object({ id: z.string(), logits: z.array(z.number()) });
export type ScoreLine = z.infer<typeof scoreLineSchema>;
