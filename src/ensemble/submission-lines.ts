import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';

const lineSchema = z.looseObject({ id: z.string() });
export type JsonLine = z.infer<typeof lineSchema>;

/**
 * The lines of a test file or a submission as JSON objects, with whatever keys they have.
 * @throws UserError `submission.file` | `submission.line`, naming file and line
 */
export async function readJsonLines(file: string): Promise<{ lines: JsonLine[]; content: Buffer }> {
  const content = await readFile(file).catch((cause: unknown) => {
    throw new UserError(
      'submission.file',
      say('ensembleErrors.file', { file, why: (cause as NodeJS.ErrnoException).code ?? String(cause) }),
      { cause },
    );
  });
  const texts = content
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  while (texts.at(-1)?.trim() === '') texts.pop();
  return { lines: texts.map((text, index) => parseLine(text, file, index + 1)), content };
}

/** The error of a submission that must not be handed in. */
export function refuseSubmission(file: string, line: number, problem: string): never {
  throw new UserError('submission.line', say('ensembleErrors.submission', { file, line, problem }), {
    context: { file, line },
  });
}

function parseLine(text: string, file: string, line: number): JsonLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuseSubmission(file, line, 'it is not valid JSON');
  }
  const checked = lineSchema.safeParse(value);
  // The value itself, not zod's copy: its keys keep the order in which the file has them.
  if (checked.success) return value as JsonLine;
  return refuseSubmission(file, line, 'it is not an object with an id');
}
