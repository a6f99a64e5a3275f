import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { RawOptions, RawValue } from './check-option.js';
import type { OptionDef } from './option-def.js';
import { runOptions, startOptions } from './options.js';
import { spreadSet } from './parse-set.js';

/** Where a person types: what the line looks like differs. */
export type Door = 'chat' | 'terminal';

/** What has to change in what was typed: options set (null: left out), or called by their right name. */
export type Mend = {
  put?: Readonly<Record<string, RawValue | null>>;
  rename?: Readonly<Record<string, string>>;
};

/** The mistake with how it is mended, which `withMendedLine` makes a line of. */
export const mendable = (identifier: string, sentence: Said | string, mend: Mend): UserError =>
  new UserError(identifier, sentence, { context: { mend } });

/**
 * A person's mistake with the whole line to type in place of theirs, where it is known how to mend it; any other error as
 * it is.
 * @param raw the options as they were typed
 */
export function withMendedLine(error: unknown, raw: RawOptions, door: Door): Error {
  if (!(error instanceof UserError) || !isMend(error.context.mend)) return error as Error;
  const line = trainLine(mend(spreadSet(raw), error.context.mend), door);
  return new UserError(error.identifier, say('optionErrors.type', { problem: error.sentence, line }), {
    cause: error,
    context: error.context,
  });
}

/** Everything as it was typed, but for the offending part; what comes anew stands first. */
function mend(typed: RawOptions, { put = {}, rename = {} }: Mend): RawOptions {
  const kept = Object.entries(typed).map(([name, value]): [string, RawValue | null] => [
    rename[name] ?? name,
    put[name] === undefined ? value : put[name],
  ]);
  const added = Object.entries(put).filter(([name]) => !Object.hasOwn(typed, name));
  return Object.fromEntries(
    [...added, ...kept].filter((entry): entry is [string, RawValue] => entry[1] !== null),
  );
}

/** The line of `train` that says these options. */
export function trainLine(options: RawOptions, door: Door): string {
  const all = Object.entries(options).map(([name, value]): [string, string] => [name, oneLine(value)]);
  if (door === 'terminal')
    return ['npm run lab -- train', ...all.map(([name, value]) => forShell(name, value))].join(' ');
  const fields = all.filter(([name]) => !inSet(name)).map(([name, value]) => `${name}:${inChat(value)}`);
  const rest = all.filter(([name]) => inSet(name)).map(([name, value]) => `${name}=${inChat(value)}`);
  const set = rest.join(' ');
  // Quotes in quotes nobody reads: the field's name stands last, and all behind it is the field's.
  const line = set.includes('"') ? `set:${set}` : `set:"${set}"`;
  return ['/train', ...fields, ...(rest.length > 0 ? [line] : [])].join(' ');
}

const defs: Readonly<Record<string, OptionDef>> = { ...runOptions, ...startOptions };
/** Options without a field of their own in Discord. */
const inSet = (name: string): boolean => Object.hasOwn(defs, name) && defs[name]?.slash === false;

/** The line stands between backticks, in one sentence. */
const oneLine = (value: RawValue): string =>
  String(value).trim().replaceAll(/\s+/g, ' ').replaceAll('`', "'");

const inChat = (value: string): string => (/[\s"]/.test(value) ? `"${value.replaceAll('"', "'")}"` : value);

function forShell(name: string, value: string): string {
  if (/^[\p{L}\p{N}.,:@/+%=_-]+$/u.test(value)) return `${name}:${value}`;
  return /["$\\!]/.test(value) ? `${name}:'${value.replaceAll("'", "'\\''")}'` : `${name}:"${value}"`;
}

const isMend = (value: unknown): value is Mend => typeof value === 'object' && value !== null;
