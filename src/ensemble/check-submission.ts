import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Task } from '../task/task.js';
import { type JsonLine, readJsonLines, refuseSubmission } from './submission-lines.js';

export type CheckedSubmission = { lines: number; sha256: string; bytes: number };

/**
 * Reads a submission back and holds it against the test file: the same ids in the same order, each once; everything
 * but `output` as it was; exactly the task's labels, each with the task's yes or no; and at least one yes where the
 * task demands it.
 * @throws UserError `submission.line` naming the first line that is wrong, `submission.file`
 */
export async function checkSubmission(
  submissionPath: string,
  testPath: string,
  task: Task,
): Promise<CheckedSubmission> {
  const test = (await readJsonLines(testPath)).lines;
  const { lines, content } = await readJsonLines(submissionPath);
  const seen = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    const refuse = (problem: string) => refuseSubmission(submissionPath, index + 1, problem);
    const earlier = seen.get(line.id);
    if (earlier !== undefined) refuse(`the id “${line.id}” stands in line ${earlier} already`);
    seen.set(line.id, index + 1);
    const expected = test[index];
    if (!expected) return refuse(`the test file ends after ${test.length} lines`);
    if (line.id !== expected.id) refuse(`the id is “${line.id}”, where the test file has “${expected.id}”`);
    if (!isDeepStrictEqual(withoutOutput(line), withoutOutput(expected)))
      refuse('it differs from the test file in more than its output');
    checkOutput(line.output, task, refuse);
  }
  const missing = test[lines.length];
  if (missing)
    refuseSubmission(submissionPath, lines.length + 1, `the test file's “${missing.id}” is missing`);
  return {
    lines: lines.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
  };
}

function checkOutput(output: unknown, task: Task, refuse: (problem: string) => never): void {
  if (typeof output !== 'object' || output === null || Array.isArray(output))
    return refuse('it has no output');
  const { yes, no, at_least_one } = task.submission;
  const answers = new Map<string, unknown>(Object.entries(output));
  for (const label of task.labels) {
    if (!answers.has(label)) refuse(`its output lacks “${label}”`);
    const answer = answers.get(label);
    if (answer !== yes && answer !== no)
      refuse(`“${label}” is ${JSON.stringify(answer)}, where only "${yes}" and "${no}" are allowed`);
  }
  const stranger = [...answers.keys()].find((label) => !task.labels.includes(label));
  if (stranger !== undefined) refuse(`its output has “${stranger}”, which is no label of the task`);
  if (at_least_one && ![...answers.values()].includes(yes)) refuse('no label is set, and the task wants one');
}

function withoutOutput({ output: _, ...rest }: JsonLine): Record<string, unknown> {
  return rest;
}
