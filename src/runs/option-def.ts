import type { Said } from '../texts/texts.js';

/**
 * What may be typed for an option: its definition makes the slash option, the help, the check, the error sentence, the
 * field of the spec, and so the sheet's column, and the documentation.
 */
export type OptionDef = {
  description: string;
  /** What to type, shown in errors and help: `lr:3e-5`. */
  example: string;
  /** False where Discord's 25 options a command leave no room: in the channel it is typed in `set`. */
  slash?: boolean;
  /** Where it comes from, for people who want to read on. */
  source?: string;
  /**
   * How runs were trained before there was a choice: what it is taken for in stores older than the option. Absent in
   * options that the first stores have; null for parameters that only some losses have.
   */
  before?: string | number | boolean | null;
} & (
  | { kind: 'text'; maxLength: number; pattern?: RegExp; allowed?: Said | string }
  | { kind: 'choice'; choices: readonly string[] }
  | { kind: 'integer'; min: number; max: number }
  | { kind: 'number'; min: number; max: number; exclusiveMin?: boolean }
  | { kind: 'flag' }
);

/** What an option is once it was checked. */
export type OptionValue<D extends OptionDef> = D extends { kind: 'choice'; choices: readonly (infer C)[] }
  ? C
  : D extends { kind: 'flag' }
    ? boolean
    : D extends { kind: 'integer' | 'number' }
      ? number
      : string;
