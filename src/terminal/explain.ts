import { refuseUnknown, sayAllowed } from '../runs/check-option.js';
import { EXPLAINED, findExplained } from '../runs/explain/explain.js';
import { PAPERS } from '../runs/explain/papers.js';
import { explainedOptions } from '../runs/explain-option.js';
import type { Language } from '../texts/language.js';
import { textsIn } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Answer } from './verb.js';
import type { Words } from './words.js';

/**
 * `lab explain asl`: what an option, loss, metric or method is; without a word all there is. Needs neither the store nor
 * the bot.
 * @throws UserError `explain.unknown`, `explain.words`
 */
export function runExplain({ options, plain }: Words, language: Language): Answer {
  refuseUnknown(Object.keys(options), ['what']);
  const { t, say } = textsIn(language);
  const words = [...(options.what === undefined ? [] : [String(options.what)]), ...plain];
  if (words.length === 0)
    return {
      json: EXPLAINED,
      text: EXPLAINED.map((name) => `${name.padEnd(17)} ${t(`explain.about.${name}.name`)}`).join('\n'),
    };
  if (options.what !== undefined && plain.length > 0)
    throw new UserError('explain.words', 'Type one thing: `explain asl`, or `explain what:asl`.');
  const name = findExplained(words.join(' '));
  const called = t(`explain.about.${name}.name`);
  const text = t(`explain.about.${name}.text`);
  const def = explainedOptions[name];
  const values = def && say(sayAllowed(def)).replaceAll('`', '');
  const paper = PAPERS[name] ?? null;
  return {
    json: { name, called, text, paper, ...(def ? { example: def.example, values } : {}) },
    text: [
      `${name} · ${called}`,
      '',
      text,
      ...(def ? ['', `${t('explain.typed')}: ${def.example}   ${t('explain.values')}: ${values}`] : []),
      ...(paper ? ['', t('explain.source', { source: paper })] : []),
    ].join('\n'),
  };
}
