import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { checkOption, nearest, type RawOptions } from '../check-option.js';
import type { OptionDef } from '../option-def.js';
import { resultsOptions, runOptions } from '../options.js';
import { runSpecSchema } from '../spec.js';
import { valueText } from './spec-differences.js';

/** What is compared: two runs, or all pairs that differ in one option alone. */
export type Asked =
  { kind: 'two'; run: string; with: string } | { kind: 'by'; by: string; values: string[] | null };

/** The options of `results compare`, in the channel and in the terminal. */
export const compareOptions = {
  run: { ...resultsOptions.run, description: 'The first run, by its number' },
  with: {
    kind: 'text',
    maxLength: 40,
    description: 'The run that it is compared with: differences are this one less the first',
    example: 'with:15',
  },
  by: {
    kind: 'text',
    maxLength: 60,
    description: 'Instead of two runs: all pairs that differ in nothing but this option',
    example: 'by:loss',
  },
  values: {
    kind: 'text',
    maxLength: 400,
    description: 'Which of its values, with commas; without: all that there are',
    example: 'values:bce,asl',
  },
} as const satisfies Record<string, OptionDef>;

/** Names of the options that `by` takes. The data is no choice: scores on other data do not compare. */
export const byNames: readonly string[] = Object.keys(runSpecSchema.shape).filter((name) => name !== 'data');

/** @throws UserError `compare.what` | `compare.option` | `compare.value` | `option.value` */
export function parseComparison(raw: RawOptions): Asked {
  const typed = (name: keyof typeof compareOptions): string | undefined =>
    raw[name] === undefined ? undefined : String(checkOption(name, compareOptions[name], raw[name]));
  const [run, other, by, values] = [typed('run'), typed('with'), typed('by'), typed('values')];
  if (by !== undefined) {
    if (run !== undefined || other !== undefined) throw what('both');
    return parseBy(by, values);
  }
  if (values !== undefined) throw what('values');
  if (run === undefined || other === undefined) throw what((run ?? other) ? 'alone' : 'nothing');
  return { kind: 'two', run, with: other };
}

const what = (problem: 'both' | 'values' | 'alone' | 'nothing'): UserError =>
  new UserError('compare.what', say('compareErrors.what', { problem: say(`compareErrors.${problem}`) }));

function parseBy(by: string, values: string | undefined): Asked {
  const name = by.toLowerCase();
  if (!byNames.includes(name)) {
    const guess = nearest(name, byNames);
    throw new UserError(
      'compare.option',
      guess
        ? say('compareErrors.option_guess', { by, guess })
        : say('compareErrors.option', { by, known: byNames.join(', ') }),
    );
  }
  if (values === undefined) return { kind: 'by', by: name, values: null };
  const parted = values
    .split(values.includes(';') ? ';' : ',')
    .map((value) => checkValue(name, value.trim()));
  if (new Set(parted).size < Math.max(2, parted.length))
    throw new UserError('compare.value', say('compareErrors.two', { values: values.slice(0, 60), name }));
  return { kind: 'by', by: name, values: parted };
}

/** As it stands in a spec: `0.00003` is `3e-5`, `yes` is `true`. */
function checkValue(name: string, typed: string): string {
  if (typed === 'none') return typed;
  const defs: Readonly<Record<string, OptionDef>> = runOptions;
  const def = Object.hasOwn(defs, name) ? defs[name] : undefined;
  return def ? valueText(checkOption(name, def, typed)) : typed;
}
