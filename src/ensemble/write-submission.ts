import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { atomicWrite } from '../runs/atomic-write.js';
import type { Task } from '../task/task.js';
import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { readJsonLines } from './submission-lines.js';

/**
 * Writes the test file with `output` filled in: the same lines in the same order, each label of the task in its order
 * as the task's yes or no. UTF-8, "\n" after every line; whole or not at all.
 * @param decisions [examples, labels], in the order of the test file
 * @throws UserError `ensemble.write` where the disk does not take it
 */
export async function writeSubmission(
  outFile: string,
  testFile: string,
  task: Task,
  decisions: boolean[][],
): Promise<void> {
  const { lines } = await readJsonLines(testFile);
  if (lines.length !== decisions.length)
    throw new RangeError(`${decisions.length} decisions for the ${lines.length} lines of ${testFile}`);
  const { yes, no } = task.submission;
  const filled = lines.map((line, index) => {
    const output = Object.fromEntries(
      task.labels.map((label, at) => [label, decisions[index]?.[at] ? yes : no]),
    );
    return `${JSON.stringify({ ...line, output })}\n`;
  });
  try {
    await mkdir(dirname(outFile), { recursive: true });
    await atomicWrite(outFile, filled.join(''));
  } catch (cause) {
    throw new UserError(
      'ensemble.write',
      say('ensembleErrors.write', { file: outFile, why: whyNot(cause) }),
      { cause },
    );
  }
}

function whyNot(cause: unknown): Said {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return say('ensembleErrors.full');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return say('ensembleErrors.forbidden');
  return say('ensembleErrors.elsewhere', { code: code ?? String(cause) });
}
