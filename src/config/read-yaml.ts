import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { UserError } from '../user-error.js';

/**
 * Reads and validates one YAML file.
 * @throws UserError `config.file` naming the file, the place in it and what is wrong there.
 */
export function readYaml<T>(file: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof YAMLParseError ? cause.message : String(cause);
    throw new UserError('config.file', `${file} cannot be read: ${reason}`, { cause });
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`,
  );
  throw new UserError(
    'config.file',
    `${file} is not valid: ${problems.join('; ')}. Mend it and start again.`,
  );
}
