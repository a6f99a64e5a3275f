import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { checkOption, nearest } from '../check-option.js';
import type { OptionDef } from '../option-def.js';
import type { Range } from './space.js';
import { mistake, withoutAdvice } from './space-mistake.js';

type NumberDef = Extract<OptionDef, { kind: 'integer' | 'number' }>;

const WORDS = ['log', 'step', 'points'] as const;

/**
 * Reads `low..high`, `low..high log`, `low..high step s`, `low..high [log] points n`.
 * @throws UserError `sweep.space` with the line to type instead
 */
export function parseRange(name: string, def: OptionDef, typed: string): Range {
  const at = typed.indexOf('..');
  const lowText = typed.slice(0, at).trim();
  const [highText = '', ...rest] = typed
    .slice(at + 2)
    .trim()
    .split(/\s+/);
  if (def.kind !== 'integer' && def.kind !== 'number')
    throw mistake(
      say('sweepErrors.problem.list', { name }),
      `${name}=${def.kind === 'choice' ? def.choices.slice(0, 3).join(',') : def.kind === 'flag' ? 'true,false' : exampleOf(def)}`,
    );
  const tail = rest.length > 0 ? ` ${rest.join(' ')}` : '';
  const instead = `${name}=${allowedRange(def, lowText, highText)}${tail}`;
  const low = bound(name, def, lowText, instead);
  const high = bound(name, def, highText, instead);
  if (low === high)
    throw mistake(
      say('sweepErrors.problem.single', { name, low: lowText, high: highText }),
      `${name}=${lowText}`,
    );
  if (low > high)
    throw mistake(
      say('sweepErrors.problem.down', { name, low: lowText, high: highText }),
      `${name}=${highText}..${lowText}${tail}`,
    );
  return checkRange({
    ...{ kind: 'range', name, low, high, whole: def.kind === 'integer' },
    ...readWords(rest, `${name}=${lowText}..${highText}`),
  });
}

function bound(name: string, def: NumberDef, typed: string, instead: string): number {
  try {
    return Number(checkOption(name, def, typed));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw mistake(withoutAdvice(error), instead);
  }
}

/** What was typed, with both ends inside what the option takes. */
function allowedRange(def: NumberDef, lowText: string, highText: string): string {
  const low = nearestAllowed(def, lowText);
  const high = nearestAllowed(def, highText);
  if (Number(low) < Number(high)) return `${low}..${high}`;
  // Both were outside on the same side.
  const example = exampleOf(def);
  return Number(example) < Number(high) ? `${example}..${high}` : `${low}..${def.max}`;
}

const exampleOf = ({ example }: OptionDef): string => example.replace(/^[a-z_]+:/, '');

/** The end of what the option takes on the side where a number is outside; its example where there is no number. */
function nearestAllowed(def: NumberDef, typed: string): string {
  const example = exampleOf(def);
  const value = typed === '' ? Number.NaN : Number(typed);
  if (!Number.isFinite(value)) return example;
  if (value > def.max) return String(def.max);
  const isOpen = def.kind === 'number' && def.exclusiveMin;
  if (value < def.min || (isOpen && value <= def.min)) return isOpen ? example : String(def.min);
  return def.kind === 'integer' && !Number.isInteger(value) ? String(Math.round(value)) : typed;
}

function readWords(words: readonly string[], range: string): Pick<Range, 'log' | 'step' | 'points'> {
  const read: Pick<Range, 'log' | 'step' | 'points'> = { log: false, step: null, points: null };
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const argument = words[i + 1] ?? '';
    if (word === 'log') read.log = true;
    else if (word === 'step' || word === 'points') {
      const value = argument === '' ? Number.NaN : Number(argument);
      if (word === 'step' && !(value > 0))
        throw mistake(say('sweepErrors.problem.step', { argument }), `${range} step 0.1`);
      if (word === 'points' && !(Number.isInteger(value) && value >= 2 && value <= 1000))
        throw mistake(say('sweepErrors.problem.points', { argument }), `${range} points 5`);
      read[word] = value;
      i++;
    } else {
      const guess = nearest(word, WORDS) ?? 'log';
      const number = guess === 'log' ? '' : ` ${Number(argument) > 0 ? argument : 5}`;
      throw mistake(
        say('sweepErrors.problem.word', { word: word.slice(0, 40) }),
        `${range} ${guess}${number}`,
      );
    }
  }
  return read;
}

function checkRange(range: Range): Range {
  const { name, low, high, log, step, points, whole } = range;
  const line = `${name}=${low}..${high}`;
  if (log && low <= 0)
    throw mistake(
      say('sweepErrors.problem.log', { name, low }),
      whole ? `${name}=1..${high} log` : `${name}=${Number((high / 1000).toPrecision(3))}..${high} log`,
    );
  if (step !== null && (log || points !== null))
    throw mistake(
      say(log ? 'sweepErrors.problem.log_step' : 'sweepErrors.problem.both'),
      `${line}${log ? ' log' : ''} points 5`,
    );
  if (step !== null && step > high - low)
    throw mistake(say('sweepErrors.problem.long', { step, name }), `${name}=${low},${high}`);
  if (step !== null && whole && !Number.isInteger(step))
    throw mistake(
      say('sweepErrors.problem.fraction', { name }),
      `${line} step ${Math.max(1, Math.round(step))}`,
    );
  return range;
}
