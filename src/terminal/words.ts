import type { RawOptions } from '../runs/check-option.js';
import { UserError } from '../user-error.js';

/** A command line after the verb: `key:value` words, plain words, and `--json`. */
export type Words = { options: RawOptions; plain: string[]; json: boolean };

/** @throws UserError `terminal.flag` for a flag other than --json, `terminal.twice` for an option given twice */
export function parseWords(words: readonly string[]): Words {
  const options: Record<string, string> = {};
  const plain: string[] = [];
  let json = false;
  for (const word of words) {
    const [, name, value] = /^([a-z_]+):(.*)$/s.exec(word) ?? [];
    if (word === '--json') json = true;
    else if (word.startsWith('--'))
      throw new UserError(
        'terminal.flag',
        `There is no flag ${word}. Options are typed as in the channel, key:value, for example lr:3e-5; the only flag is --json. \`help\` lists all.`,
      );
    else if (name === undefined || value === undefined) plain.push(word);
    else if (Object.hasOwn(options, name))
      throw new UserError('terminal.twice', `\`${name}\` is given twice. Give it once.`);
    else options[name] = value;
  }
  return { options, plain, json };
}

/** @throws UserError `terminal.word` for a verb whose words are all options */
export function noPlainWords({ plain }: Words, example: string): void {
  if (plain.length > 0)
    throw new UserError(
      'terminal.word',
      `“${plain.join(' ').slice(0, 60)}” is no option. Type key:value, for example \`${example}\`; put quotes around a value with spaces.`,
    );
}
