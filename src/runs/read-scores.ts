import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ScoreLine, scoreLineSchema } from './run-folder.js';
import { UserError } from '../user-error.js';

/**
 * Reads `dev-scores.jsonl` or `test-scores.jsonl` of a run and checks every line: an id and one logit a label.
 * @param labels how many labels the task has
 * @throws UserError `scores.file` where the file cannot be read, `scores.line` naming file and line
 */
export async function readScores(path: string, { labels }: { labels: number }): Promise<ScoreLine[]> {
  const lines = (await readText(path)).split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0)
    throw new UserError('scores.file', `${path} has no scores. Train the run again, or leave it out.`);
  return lines.map((text, index) => {
    const refuse = (problem: string): never => {
      throw new UserError(
        'scores.line',
        `${path}, line ${index + 1}: ${problem}. Train the run again, or leave it out.`,
        { context: { path, line: index + 1 } },
      );
    };
    const checked = scoreLineSchema.safeParse(parseJson(text, refuse));
    if (!checked.success) {
      const issue = checked.error.issues[0];
      return refuse(issue ? `${issue.path.join('.') || 'the line'}: ${issue.message}` : 'it is not valid');
    }
    if (checked.data.logits.length !== labels)
      return refuse(`${checked.data.logits.length} logits, where the task has ${labels} labels`);
    return checked.data;
  });
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const why =
      (cause as NodeJS.ErrnoException).code === 'ENOENT'
        ? `there is no ${basename(path)} in the run's folder`
        : String(cause);
    throw new UserError(
      'scores.file',
      `${path} cannot be read: ${why}. Train the run again, or leave it out.`,
      { cause },
    );
  }
}

function parseJson(text: string, refuse: (problem: string) => never): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    return refuse(`it is not valid JSON (${(error as Error).message})`);
  }
}
