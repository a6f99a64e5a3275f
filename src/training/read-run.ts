import { readFile } from 'node:fs/promises';
import { type RunFile, runFileSchema, type RunFolder } from '../runs/run-folder.js';
import { isUnchanged } from '../task/find-data-set.js';
import {
  type Example,
  type LabelledExample,
  readExamples,
  readLabelledExamples,
} from '../task/read-examples.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';

export type RunData = { train: LabelledExample[]; dev: LabelledExample[]; test: Example[] };

/** @throws Error where `spec.json` is missing or not valid */
export async function readRunFile({ spec }: RunFolder): Promise<RunFile> {
  return runFileSchema.parse(JSON.parse(await readFile(spec, 'utf8')));
}

/** @throws UserError naming file and line, or where the files are not those that the run was queued with */
export async function readRunData({ data, spec, task }: RunFile): Promise<RunData> {
  if (!(await isUnchanged(data)))
    throw new UserError(
      'data.changed',
      say('hubErrors.data_changed', { data: spec.data, folder: data.folder }),
    );
  const train = await readLabelledExamples(data.train, task.labels);
  const dev = await readLabelledExamples(data.dev, task.labels);
  return { train, dev, test: await readExamples(data.test) };
}
