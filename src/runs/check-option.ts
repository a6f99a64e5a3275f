import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { OptionDef } from './option-def.js';

/** A value as a person typed it, or as Discord parsed it. */
export type RawValue = string | number | boolean;
export type RawOptions = Readonly<Record<string, RawValue>>;

const YES = new Set(['true', 'yes', 'on', '1']);
const NO = new Set(['false', 'no', 'off', '0']);

/**
 * Checks one typed value against its definition.
 * @throws UserError `option.value`: what is allowed, what was typed, what to type instead.
 */
export function checkOption(name: string, def: OptionDef, raw: RawValue): RawValue {
  const typed = String(raw).trim();
  const refuse = (allowed: Said | string): never => {
    const problem = say('optionErrors.must', { name, allowed, typed: typed.slice(0, 60) });
    const sentence = say('optionErrors.value', { problem, example: def.example });
    throw new UserError('option.value', sentence, {
      context: { name, mend: { put: { [name]: exampleOf(def) } } },
    });
  };
  switch (def.kind) {
    case 'flag': {
      const word = typed.toLowerCase();
      if (!YES.has(word) && !NO.has(word)) refuse(sayAllowed(def));
      return YES.has(word);
    }
    case 'choice': {
      const word = typed.toLowerCase();
      if (!def.choices.includes(word)) refuse(sayAllowed(def));
      return word;
    }
    case 'text':
      if (typed.length === 0 || typed.length > def.maxLength)
        refuse(say('optionErrors.allowed.text', { max: def.maxLength }));
      if (def.pattern && !def.pattern.test(typed))
        refuse(def.allowed ?? say('optionErrors.allowed.like', { example: def.example }));
      return typed;
    case 'integer':
    case 'number': {
      const value = typed === '' ? Number.NaN : Number(typed);
      const whole = def.kind === 'integer';
      const low = def.kind === 'number' && def.exclusiveMin ? value <= def.min : value < def.min;
      if (!Number.isFinite(value) || low || value > def.max || (whole && !Number.isInteger(value)))
        refuse(sayAllowed(def));
      return value;
    }
  }
}

/** `3e-5` of `lr:3e-5` */
export const exampleOf = ({ example }: OptionDef): string =>
  example.slice(example.indexOf(':') + 1).replaceAll('"', '');

/** Checks those of the options that are given. @throws UserError as checkOption */
export function checkOptions<Name extends string>(
  defs: Readonly<Record<Name, OptionDef>>,
  raw: RawOptions,
): Partial<Record<Name, RawValue>> {
  const checked: Partial<Record<Name, RawValue>> = {};
  for (const name of Object.keys(defs) as Name[]) {
    const value = raw[name];
    if (value !== undefined) checked[name] = checkOption(name, defs[name], value);
  }
  return checked;
}

/** What may be typed for an option: `a number from 0 to 1`. */
export function sayAllowed(def: OptionDef): Said | string {
  switch (def.kind) {
    case 'flag':
      return say('optionErrors.allowed.flag');
    case 'choice':
      return say('optionErrors.allowed.choice', { choices: def.choices.join(', ') });
    case 'text':
      return def.allowed ?? say('optionErrors.allowed.text', { max: def.maxLength });
    case 'integer':
      return say('optionErrors.allowed.whole', { min: def.min, max: def.max });
    case 'number': {
      const { min, max } = def;
      return def.exclusiveMin
        ? say('optionErrors.allowed.above', { min, max })
        : say('optionErrors.allowed.number', { min, max });
    }
  }
}

/** The known name nearest to a mistyped one (edit distance at most 2), for "did you mean". */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((name) => ({ name, distance: editDistance(typed.toLowerCase(), name) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && (best.distance <= 2 || best.name.startsWith(typed.toLowerCase())) ? best.name : undefined;
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/**
 * Refuses option names that a command does not have.
 * @throws UserError `option.unknown` with the nearest name.
 */
export function refuseUnknown(typed: Iterable<string>, known: readonly string[]): void {
  for (const name of typed) {
    if (known.includes(name)) continue;
    const guess = nearest(name, known);
    throw new UserError(
      'option.unknown',
      guess
        ? say('optionErrors.mean', { name: name.slice(0, 40), guess })
        : known.length === 0
          ? say('optionErrors.none', { name: name.slice(0, 40) })
          : say('optionErrors.unknown', { name: name.slice(0, 40), known: known.join(', ') }),
      guess === undefined ? {} : { context: { mend: { rename: { [name]: guess } } } },
    );
  }
}
