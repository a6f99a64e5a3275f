import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { RawOptions } from './check-option.js';

/** `name=value` or `name:value`; a value with spaces stands in quotes. */
const SETTING = /\s*([a-z_]+)\s*[=:]\s*("[^"]*"|[^\s";]+)\s*(?:;|(?=\s)|$)/y;

/**
 * The options typed in one: `set:"gamma_neg=1 gamma_pos=0"`. The names are checked where all options are.
 * @throws UserError `option.set` where it is not of that form, or an option is given twice
 */
export function spreadSet({ set, ...options }: RawOptions): RawOptions {
  if (set === undefined) return options;
  const text = String(set).trim();
  const spread = new Map<string, string>();
  SETTING.lastIndex = 0;
  while (SETTING.lastIndex < text.length) {
    const begin = SETTING.lastIndex;
    const [, name, value] = SETTING.exec(text) ?? [];
    if (name === undefined || value === undefined || name === 'set')
      throw new UserError(
        'option.set',
        say('optionErrors.set', { from: text.slice(begin, begin + 40).trim() }),
      );
    if (Object.hasOwn(options, name) || spread.has(name))
      throw new UserError('option.set', say('optionErrors.twice', { name }));
    spread.set(name, value.replace(/^"|"$/g, ''));
  }
  return { ...options, ...Object.fromEntries(spread) };
}
