import { readFile } from 'node:fs/promises';
import { compareScores, type ScoresCompared } from './compare-scores.js';
import type { DoneRun } from './leaderboard.js';
import { type RunFile, runFileSchema, type RunFolder } from './run-folder.js';

export type Difference = { what: string; was: string; is: string };

export type RerunCompared = {
  /** Whether all dev scores are equal to the bit; undefined where the scores of one run cannot be read. */
  same: boolean | undefined;
  scores: ScoresCompared | undefined;
  /** Of dev micro-F1, the rerun's minus the first one's. */
  difference: number;
  /** What could explain other numbers: engine, code, packages, the model's files, the host. */
  differs: Difference[];
};

type One = { run: DoneRun; folder: RunFolder };

/** Whether a run that was trained once more came out the same, and under what other circumstances it was trained. */
export async function compareRerun(before: One, after: One): Promise<RerunCompared> {
  const scores = await compareScores(before.folder.devScores, after.folder.devScores);
  return {
    same: scores && scores.different === 0,
    scores,
    difference: after.run.result.dev.micro_f1 - before.run.result.dev.micro_f1,
    differs: await whatDiffers(before, after),
  };
}

async function whatDiffers(before: One, after: One): Promise<Difference[]> {
  const was = await circumstances(before);
  const is = await circumstances(after);
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((what) => ({ what, was: was[what] ?? 'none', is: is[what] ?? 'none' }))
    .filter((one) => one.was !== one.is);
}

async function circumstances({ run, folder }: One): Promise<Partial<Record<string, string>>> {
  const file = await readRunFile(folder);
  return {
    engine: run.result.engine,
    code: `${run.code.commit}${run.code.dirty ? ' (changed)' : ''}`,
    host: run.host,
    ...(run.origin ? { weights: run.origin.from } : {}),
    ...file?.versions,
    ...(file ? { model: modelText(file.model) } : {}),
  };
}

/** A folder by its fingerprint, whatever else its entry of the catalogue says. */
const modelText = ({ kind, settings }: RunFile['model']): string => `${kind} ${JSON.stringify(settings)}`;

async function readRunFile(folder: RunFolder): Promise<RunFile | undefined> {
  try {
    return runFileSchema.parse(JSON.parse(await readFile(folder.spec, 'utf8')));
  } catch {
    return undefined;
  }
}
