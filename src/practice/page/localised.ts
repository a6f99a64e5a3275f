import type { APIApplicationCommand } from 'discord.js';
import type { Language } from './strings.js';

type Localizations = Partial<Record<string, string | null>> | null | undefined;

type Described = {
  description: string;
  description_localizations?: Localizations;
  options?: readonly Described[];
};

/** Commands as a client of this language shows them: what has no text in it stays as it is. */
export function localised(
  commands: readonly APIApplicationCommand[],
  language: Language,
): APIApplicationCommand[] {
  return commands.map((command) => {
    const names: Localizations = command.name_localizations;
    const name = names?.[language];
    return { ...describe(command, language), ...(name ? { name_localized: name } : {}) };
  }) as APIApplicationCommand[];
}

function describe(described: Described, language: Language): Described {
  const { description, description_localizations, options } = described;
  return {
    ...described,
    description: description_localizations?.[language] ?? description,
    ...(options ? { options: options.map((option) => describe(option, language)) } : {}),
  };
}

/** Discord's name for the language, as a client sends it along. */
export const localeOf = (language: Language): string => (language === 'en' ? 'en-US' : language);

/** What people see and type; the command's own name is understood as well. */
export const shownName = ({ name, name_localized }: APIApplicationCommand): string => name_localized ?? name;
