import { z } from 'zod';
import { invalidForm, type FormIssue } from '../discord-error.js';

/** Adds an issue that already has Discord's own code. */
export function complain(
  context: z.RefinementCtx,
  code: string,
  message: string,
  path: (string | number)[] = [],
): void {
  context.addIssue({ code: 'custom', path, message, params: { discord: code } });
}

export const REQUIRED = ['BASE_TYPE_REQUIRED', 'This field is required'] as const;

/** Text of `min` to `max` characters, counted in code points as Discord counts. */
export const text = (max: number, min = 0) =>
  z.string().superRefine((value, context) => {
    const length = [...value].length;
    if (length === 0 && min > 0) complain(context, ...REQUIRED);
    else if (length < min) complain(context, 'BASE_TYPE_MIN_LENGTH', `Must be ${min} or more in length.`);
    else if (length > max) complain(context, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
  });

/** A list of at most `max` things, at least `min`. */
export const list = <Item extends z.ZodType>(item: Item, max: number, min = 0) =>
  z.array(item).superRefine((value, context) => {
    if (value.length <= max && value.length >= min) return;
    if (min > 0) complain(context, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
    else complain(context, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
  });

/** A whole number between two bounds. */
export const whole = (min: number, max: number) =>
  z.number().superRefine((value, context) => {
    if (!Number.isInteger(value)) complain(context, 'NUMBER_TYPE_COERCE', `Value "${value}" is not int.`);
    else if (value < min)
      complain(context, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`);
    else if (value > max)
      complain(context, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`);
  });

const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;

/** A link of one of the schemes that Discord takes at that place. */
export const link = (...schemes: string[]) =>
  text(2048, 1).superRefine((value, context) => {
    const scheme = SCHEME.exec(value)?.[1]?.toLowerCase();
    const names = schemes.map((name) => `'${name}'`).join(', ');
    if (scheme === undefined) complain(context, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
    else if (!schemes.includes(scheme))
      complain(context, 'URL_TYPE_INVALID_SCHEME', `Scheme "${scheme}" must be one of (${names}).`);
  });

/**
 * Reads a request's body by a schema.
 * @throws DiscordError 50035 with every issue at its place.
 */
export function parseForm<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw invalidForm(result.error.issues.map(toFormIssue));
}

function toFormIssue(issue: z.core.$ZodIssue): FormIssue {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'custom' && typeof issue.params?.discord === 'string')
    return { path, code: issue.params.discord, message: issue.message };
  if (issue.code === 'invalid_type') {
    if (issue.message.endsWith('received undefined') || issue.message.endsWith('received null'))
      return { path, code: REQUIRED[0], message: REQUIRED[1] };
    if (issue.expected === 'array')
      return { path, code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' };
    if (issue.expected === 'object')
      return {
        path,
        code: 'MODEL_TYPE_CONVERT',
        message: 'Only dictionaries may be used in a ModelType',
      };
    if (issue.expected === 'string')
      return { path, code: 'STRING_TYPE_CONVERT', message: 'Could not interpret as string.' };
    if (issue.expected === 'boolean')
      return { path, code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' };
    return { path, code: 'NUMBER_TYPE_COERCE', message: 'Value is not a number.' };
  }
  return { path, code: 'BASE_TYPE_CHOICES', message: `Value is not one of those allowed: ${issue.message}` };
}
