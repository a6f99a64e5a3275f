import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { atomicWrite } from '../runs/atomic-write.js';
import type { Task } from '../task/task.js';
import { refuseWriting } from './refuse-writing.js';
import { readJsonLines } from './submission-lines.js';

/**
 * Writes the test file with `output` filled in: the same lines in the same order, each label of the task in its order
 * as the task's yes or no. UTF-8, "\n" after every line; whole or not at all.
 * @param decisions [examples, labels] of 0 and 1, in the order of the test file
 * @throws UserError `ensemble.write` where the disk does not take it
 */
export async function writeSubmission(
  outFile: string,
  testFile: string,
  task: Task,
  decisions: Uint8Array,
): Promise<void> {
  const { lines } = await readJsonLines(testFile);
  if (decisions.length !== lines.length * task.labels.length)
    throw new RangeError(`${decisions.length} decisions for the ${lines.length} lines of ${testFile}`);
  const { yes, no } = task.submission;
  const width = task.labels.length;
  const filled = lines.map((line, index) => {
    const output = Object.fromEntries(
      task.labels.map((label, at) => [label, decisions[index * width + at] === 1 ? yes : no]),
    );
    return `${JSON.stringify({ ...line, output })}\n`;
  });
  await mkdir(dirname(outFile), { recursive: true })
    .then(() => atomicWrite(outFile, filled.join('')))
    .catch((cause: unknown) => refuseWriting(outFile, cause));
}
