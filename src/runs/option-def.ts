import type { Said } from '../texts/texts.js';

/** What may be typed for an option: its definition makes the slash option, the help, the check and the error sentence. */
export type OptionDef = {
  description: string;
  /** What to type, shown in errors and help: `lr:3e-5`. */
  example: string;
  /** False where Discord's 25 options a command leave no room: in the channel it is typed in `set`. */
  slash?: boolean;
} & (
  | { kind: 'text'; maxLength: number; pattern?: RegExp; allowed?: Said | string }
  | { kind: 'choice'; choices: readonly string[] }
  | { kind: 'integer'; min: number; max: number }
  | { kind: 'number'; min: number; max: number; exclusiveMin?: boolean }
  | { kind: 'flag' }
);
