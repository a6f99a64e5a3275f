import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { type PartResult, partResultSchema } from '../task/metrics.js';
import { atomicWrite } from './atomic-write.js';
import { partFolder, type RunFolder } from './run-folder.js';

/** `parts/finished.json`, written when a part's own files are whole: what needs no training any more. */
const finishedPartsSchema = z.object({
  version: z.literal(1),
  parts: z.array(partResultSchema),
  /** Of `events.jsonl`, up to the end of the last of them. */
  events_bytes: z.number().int(),
  /** Wall time of the run up to there, over all attempts. */
  seconds: z.number(),
});
export type FinishedParts = z.infer<typeof finishedPartsSchema>;

export const noFinishedParts = (): FinishedParts => ({ version: 1, parts: [], events_bytes: 0, seconds: 0 });

export const writeFinishedParts = (folder: RunFolder, finished: FinishedParts): Promise<void> =>
  atomicWrite(folder.finishedParts, JSON.stringify(finished));

/** The parts that are finished; undefined where there is none, or where their files are not all there. */
export async function readFinishedParts(folder: RunFolder): Promise<FinishedParts | undefined> {
  try {
    const finished = finishedPartsSchema.parse(JSON.parse(await readFile(folder.finishedParts, 'utf8')));
    if ((await stat(folder.events)).size < finished.events_bytes) return undefined;
    for (const part of finished.parts) await checkFiles(folder, part);
    return finished;
  } catch {
    return undefined;
  }
}

/** @throws Error where one is missing */
async function checkFiles(folder: RunFolder, { part, fold }: PartResult): Promise<void> {
  const { devScores, testScores, heldOutScores } = partFolder(folder, part);
  for (const file of [devScores, testScores, ...(fold === null ? [] : [heldOutScores])]) await stat(file);
}
