import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ScoreLine, scoreLineSchema } from './run-folder.js';
import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';

/**
 * Reads `dev-scores.jsonl` or `test-scores.jsonl` of a run and checks every line: an id and one logit a label.
 * @param labels how many labels the task has
 * @throws UserError `scores.file` where the file cannot be read, `scores.line` naming file and line
 */
export async function readScores(path: string, { labels }: { labels: number }): Promise<ScoreLine[]> {
  const lines = (await readText(path)).split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) throw new UserError('scores.file', say('fileErrors.scores.none', { file: path }));
  return lines.map((text, index) => {
    const refuse = (problem: Said | string): never => {
      throw new UserError(
        'scores.line',
        say('fileErrors.scores.line', { file: path, line: index + 1, problem }),
        { context: { path, line: index + 1 } },
      );
    };
    const checked = scoreLineSchema.safeParse(parseJson(text, refuse));
    if (!checked.success) {
      const issue = checked.error.issues[0];
      return refuse(
        issue ? `${issue.path.join('.') || 'the line'}: ${issue.message}` : say('fileErrors.scores.invalid'),
      );
    }
    if (checked.data.logits.length !== labels)
      return refuse(say('fileErrors.scores.logits', { logits: checked.data.logits.length, labels }));
    return checked.data;
  });
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const why =
      (cause as NodeJS.ErrnoException).code === 'ENOENT'
        ? say('fileErrors.scores.absent', { file: basename(path) })
        : String(cause);
    throw new UserError('scores.file', say('fileErrors.scores.unreadable', { file: path, why }), { cause });
  }
}

function parseJson(text: string, refuse: (problem: Said | string) => never): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    return refuse(say('fileErrors.json', { why: (error as Error).message }));
  }
}
