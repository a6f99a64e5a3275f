import type { APIApplicationCommandOption, LocalizationMap } from 'discord.js';
import { commands } from '../texts/ko/commands.js';
import { options } from '../texts/ko/options.js';
import type { Texts } from '../texts/texts.js';
import type { Command } from './command.js';

type Named = { name: string; description: string; options?: APIApplicationCommandOption[] | undefined };

/**
 * A command as it is registered: names and descriptions for Korean clients beside the English ones. Options keep their
 * names. What has no Korean yet stays English for everybody (test/chat/localise.test.ts finds it).
 */
export function localise(data: Command['data']): Command['data'] {
  const name = commands[data.name]?.name;
  return {
    ...withDescriptions(data, [data.name]),
    ...(name === undefined ? {} : { name_localizations: { ko: name } }),
  };
}

/** A command's name and description for people who read this language. */
export function aboutCommand({ name, description }: Named, { language }: Texts): [string, string] {
  const korean = language === 'ko' ? commands[name] : undefined;
  return [korean?.name ?? name, korean?.description ?? description];
}

/** What a run's option does, for people who read this language. */
export const aboutOption = (name: string, english: string, { language }: Texts): string =>
  (language === 'ko' ? options[name] : undefined) ?? english;

/** @param path the names from the command down to this one */
function withDescriptions(named: Named, path: readonly string[]): Named {
  const korean = koreanFor(path);
  return {
    ...named,
    ...(korean === undefined ? {} : { description_localizations: { ko: korean } satisfies LocalizationMap }),
    ...(named.options
      ? {
          options: named.options.map(
            (option) =>
              withDescriptions(option as Named, [...path, option.name]) as APIApplicationCommandOption,
          ),
        }
      : {}),
  };
}

function koreanFor(path: readonly string[]): string | undefined {
  const whole = path.join(' ');
  if (path.length === 1) return commands[whole]?.description;
  return commands[whole]?.description ?? options[whole] ?? options[path.at(-1) ?? ''];
}
