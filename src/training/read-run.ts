import { readFile } from 'node:fs/promises';
import { type RunFile, runFileSchema, type RunFolder } from '../runs/run-folder.js';
import {
  type Example,
  type LabelledExample,
  readExamples,
  readLabelledExamples,
} from '../task/read-examples.js';

export type RunData = { train: LabelledExample[]; dev: LabelledExample[]; test: Example[] };

/** @throws Error where `spec.json` is missing or not valid */
export async function readRunFile({ spec }: RunFolder): Promise<RunFile> {
  return runFileSchema.parse(JSON.parse(await readFile(spec, 'utf8')));
}

/** @throws UserError naming file and line */
export async function readRunData({ data, task }: RunFile): Promise<RunData> {
  const train = await readLabelledExamples(data.train, task.labels);
  const dev = await readLabelledExamples(data.dev, task.labels);
  return { train, dev, test: await readExamples(data.test) };
}
