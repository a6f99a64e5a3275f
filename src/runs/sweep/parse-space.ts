import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { checkOption, nearest, type RawValue } from '../check-option.js';
import type { OptionDef } from '../option-def.js';
import { runOptions } from '../options.js';
import { parseRange } from './parse-range.js';
import type { Parameter } from './space.js';
import { mistake, withoutAdvice } from './space-mistake.js';

export const SPACE_EXAMPLE = 'lr=1e-5..5e-5 log; loss=bce,asl; epochs=30,50';

const options: Readonly<Record<string, OptionDef>> = runOptions;

/**
 * Reads what a sweep varies: `name=a,b,c`, `name=low..high` with `log`, `step s` or `points n`, with `;` between them.
 * @throws UserError `sweep.space` (or `option.value` of a value) with the line to type instead
 */
export function parseSpace(typed: string): Parameter[] {
  const pieces = typed
    .split(';')
    .map((piece) => piece.trim())
    .filter(Boolean);
  if (pieces.length === 0) throw mistake(say('sweepErrors.problem.empty'), SPACE_EXAMPLE);
  const parameters = pieces.map((piece) => parseParameter(piece));
  for (const [i, { name }] of parameters.entries()) {
    const first = parameters.findIndex((other) => other.name === name);
    if (first === i) continue;
    throw mistake(
      say('sweepErrors.problem.twice', { name, first: pieces[first] ?? '', second: pieces[i] ?? '' }),
      pieces.filter((_, at) => at !== i).join('; '),
    );
  }
  return parameters;
}

function parseParameter(piece: string): Parameter {
  const [, name, value = ''] = /^([A-Za-z_]+)\s*[=:]\s*(.*)$/s.exec(piece) ?? [];
  if (name === undefined) {
    const [word = 'lr', ...rest] = piece.split(/\s+/);
    const isName = Object.hasOwn(options, word);
    throw mistake(
      say('sweepErrors.problem.nameless', { piece: piece.slice(0, 60) }),
      isName ? `${word}=${rest.join(' ') || exampleOf(word)}` : 'lr=1e-5..5e-5 log',
    );
  }
  const def = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!def) {
    const guess = nearest(name, Object.keys(options));
    throw mistake(
      guess
        ? say('sweepErrors.problem.mean', { name: name.slice(0, 40), guess })
        : say('sweepErrors.problem.unknown', { name: name.slice(0, 40) }),
      guess ? `${guess}=${value || exampleOf(guess)}` : 'lr=1e-5..5e-5 log',
    );
  }
  return value.includes('..') ? parseRange(name, def, value) : parseChoices(name, def, value);
}

function parseChoices(name: string, def: OptionDef, value: string): Parameter {
  const words = value.split(',').map((word) => word.trim());
  const [, kept, word] = /^(.*?)\s+(log|step|points)\b/.exec(words.at(-1) ?? '') ?? [];
  if (kept !== undefined)
    throw mistake(
      say('sweepErrors.problem.range', { word: word ?? '', name }),
      `${name}=${[...words.slice(0, -1), kept].join(',')}`,
    );
  const values: RawValue[] = [];
  for (const typed of words) {
    try {
      values.push(checkOption(name, def, typed));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const others = words.filter((other) => other !== typed && isValid(name, def, other));
      throw mistake(
        withoutAdvice(error),
        `${name}=${others.length > 0 ? others.join(',') : exampleOf(name)}`,
      );
    }
  }
  return { kind: 'choices', name, values: [...new Set(values)] };
}

function isValid(name: string, def: OptionDef, typed: string): boolean {
  try {
    checkOption(name, def, typed);
    return true;
  } catch {
    return false;
  }
}

const exampleOf = (name: string): string => options[name]?.example.replace(/^[a-z_]+:/, '') ?? '';
