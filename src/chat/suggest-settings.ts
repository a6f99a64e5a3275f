import type { APIApplicationCommandOptionChoice } from 'discord.js';
import type { OptionDef } from '../runs/option-def.js';
import type { Texts } from '../texts/texts.js';
import { aboutOption } from './localise.js';

/** A choice's name and value have at most 100 characters each. */
const LONGEST = 100;

/**
 * What can follow in `set`: what was typed up to the last space, and an option that begins with the rest. Options that
 * have no field of their own come first.
 */
export function suggestSettings(
  typed: string,
  options: Readonly<Record<string, OptionDef>>,
  texts: Texts,
): APIApplicationCommandOptionChoice<string>[] {
  const [, before = '', name = '', value] = /^(.*\s)?([a-z_]*)(?:[=:](\S*))?$/s.exec(typed) ?? [];
  const done = new Set(before.match(/[a-z_]+(?=\s*[=:])/g) ?? []);
  return Object.entries(options)
    .filter(([option]) => !done.has(option) && option.startsWith(name))
    .sort(([, a], [, b]) => Number(b.slash === false) - Number(a.slash === false))
    .flatMap(([option, def]) =>
      valuesOf(def)
        .filter((one) => value === undefined || one.startsWith(value))
        .map((one) => ({
          text: `${before}${option}=${one}`,
          about: aboutOption(option, def.description, texts),
        })),
    )
    .concat(
      value && !isChoice(options[name], value) ? [{ text: typed, about: texts.t('suggest.typed') }] : [],
    )
    .filter(({ text }) => text.length <= LONGEST)
    .map(({ text, about }) => ({ name: `${text} — ${about}`.slice(0, LONGEST), value: text }));
}

/** Then it is offered already. */
const isChoice = (def: OptionDef | undefined, value: string): boolean =>
  def !== undefined && valuesOf(def).includes(value);

function valuesOf(def: OptionDef): readonly string[] {
  switch (def.kind) {
    case 'choice':
      return def.choices;
    case 'flag':
      return ['true', 'false'];
    case 'text':
    case 'integer':
    case 'number':
      return [def.example.slice(def.example.indexOf(':') + 1)];
  }
}
