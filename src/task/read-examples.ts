import { z } from 'zod';
import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { readLines } from './read-lines.js';
import { takeTurns } from './take-turns.js';

const targetSchema = z
  .object({
    form: z.string().nullable(),
    begin: z.number().int().min(0).nullable(),
    end: z.number().int().min(0).nullable(),
  })
  .nullable();

const lineSchema = z.object({
  id: z.string().min(1),
  input: z.object({ form: z.string(), target: targetSchema.optional() }),
});

const FLAG = z.enum(['True', 'False']);

export type RawExample = z.infer<typeof lineSchema> & Record<string, unknown>;

export type Example = {
  id: string;
  text: string;
  /** The word that the emotions are about, where the line names one. */
  target: string | null;
  /** Where the line says that word stands in the text, in code points, `end` exclusive; not compared with the text. */
  span: { begin: number; end: number } | null;
  /** The line as parsed, for files that repeat it (submissions). */
  raw: RawExample;
  /** 0 or 1 for each label of the task, in its order; only where the file has answers. */
  labels?: number[];
};

export type LabelledExample = Example & { labels: number[] };

/**
 * Reads a file in the NIKL 2023 format (a JSON object a line) and checks every line of it. Nothing is dropped: the
 * examples are the file's lines, in order. Only blank lines at the end and a byte-order mark are passed over.
 * @param labels labels of the task; each line must answer exactly these
 * @throws UserError `data.line` naming file and line number, `data.empty` | `data.file` naming the file
 */
export async function readLabelledExamples(
  file: string,
  labels: readonly string[],
): Promise<LabelledExample[]> {
  const answers = z.strictObject(Object.fromEntries(labels.map((label) => [label, FLAG])));
  const schema = lineSchema.loose().extend({ output: answers });
  return readAll(file, schema, (raw) => ({
    ...toExample(raw),
    labels: labels.map((label) => (raw.output[label] === 'True' ? 1 : 0)),
  }));
}

/** The same for a file without answers; answers that are there (of a dev file) are left out of account. */
export async function readExamples(file: string): Promise<Example[]> {
  return readAll(file, lineSchema.loose(), toExample);
}

function toExample(raw: RawExample): Example {
  const { form = null, begin = null, end = null } = raw.input.target ?? {};
  const span = begin === null || end === null ? null : { begin, end };
  return { id: raw.id, text: raw.input.form, target: form || null, span, raw };
}

async function readAll<R extends RawExample, E extends Example>(
  file: string,
  schema: z.ZodType<R>,
  convert: (raw: R) => E,
): Promise<E[]> {
  const lines = await readLines(file);
  if (lines.length === 0) throw new UserError('data.empty', say('fileErrors.empty', { file }));
  const lineOf = new Map<string, number>();
  const examples: E[] = [];
  const giveWay = takeTurns();
  for (const [index, text] of lines.entries()) {
    await giveWay();
    const refuse = (problem: Said | string): never => {
      throw new UserError('data.line', say('fileErrors.line', { file, line: index + 1, problem }), {
        context: { file, line: index + 1 },
      });
    };
    const checked = schema.safeParse(parseJson(text, refuse));
    if (!checked.success) return refuse(describe(checked.error));
    const example = convert(checked.data);
    const earlier = lineOf.get(example.id);
    if (earlier !== undefined) return refuse(say('fileErrors.id', { id: example.id, line: earlier }));
    lineOf.set(example.id, index + 1);
    examples.push(example);
  }
  return examples;
}

function parseJson(text: string, refuse: (problem: Said | string) => never): unknown {
  if (text.trim() === '') return refuse(say('fileErrors.blank'));
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    return refuse(say('fileErrors.json', { why: (error as Error).message }));
  }
}

function describe(error: z.ZodError): string {
  const problems = error.issues.map((issue) => {
    const place = issue.path.join('.');
    return place ? `${place}: ${issue.message}` : issue.message;
  });
  const shown = problems.slice(0, 3).join('; ');
  return problems.length > 3 ? `${shown}; and ${problems.length - 3} more` : shown;
}
