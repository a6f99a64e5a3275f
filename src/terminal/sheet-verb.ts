import { UserError } from '../user-error.js';
import { sheetImport } from './sheet-import.js';
import type { Answer, Caller, TerminalLab } from './verb.js';
import type { Words } from './words.js';

/** `sheet import …`. @throws UserError what to type instead */
export function sheetVerb(words: Words, lab: TerminalLab, caller: Caller): Promise<Answer> {
  if (words.plain[0] === 'import') return sheetImport(words, lab, caller);
  throw new UserError(
    'sheet.what',
    'Type `sheet import file:old.xlsx`: it shows what would be imported; with `yes:true` it is.',
  );
}
