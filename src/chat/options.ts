import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  type ChatInputCommandInteraction,
} from 'discord.js';
import type { RawOptions, RawValue } from '../runs/check-option.js';
import type { OptionDef } from '../runs/option-def.js';
import type { Command } from './command.js';

/** Options with many possible names, or numbers such as 3e-5 that a number field may not take: typed, with suggestions. */
const SUGGESTED = new Set(['model', 'data', 'preset', 'lr', 'run', 'set', 'from', 'submission']);

/** A slash option from its definition. Discord shows a description of at most 100 characters. */
export function slashOption(
  name: string,
  def: OptionDef,
  { required = false, suggested = SUGGESTED.has(name) }: { required?: boolean; suggested?: boolean } = {},
): APIApplicationCommandBasicOption {
  const base = { name, description: def.description.slice(0, 100), required };
  if (suggested) return { ...base, type: ApplicationCommandOptionType.String, autocomplete: true };
  switch (def.kind) {
    case 'flag':
      return { ...base, type: ApplicationCommandOptionType.Boolean };
    case 'choice':
      return {
        ...base,
        type: ApplicationCommandOptionType.String,
        choices: def.choices.map((choice) => ({ name: choice, value: choice })),
      };
    case 'integer':
      return { ...base, type: ApplicationCommandOptionType.Integer, min_value: def.min, max_value: def.max };
    case 'number':
      return { ...base, type: ApplicationCommandOptionType.Number, min_value: def.min, max_value: def.max };
    case 'text':
      return { ...base, type: ApplicationCommandOptionType.String, max_length: def.maxLength };
  }
}

/** What was typed, as it came: checked by the same code as in the terminal, whatever the client let through. */
export function typedOptions(interaction: ChatInputCommandInteraction): RawOptions {
  const options: Record<string, RawValue> = {};
  const given = interaction.options.data.flatMap((option) => option.options ?? [option]);
  for (const { name, value } of given) if (value !== undefined) options[name] = value;
  return options;
}

/** The option names of the command, or of the subcommand that was called. */
export function optionNames({ data }: Command, interaction: ChatInputCommandInteraction): string[] {
  const subcommand = interaction.options.getSubcommand(false);
  const options = data.options ?? [];
  const called = options.find(
    (option) => option.type === ApplicationCommandOptionType.Subcommand && option.name === subcommand,
  );
  const own = called && 'options' in called ? (called.options ?? []) : options;
  return own.map(({ name }) => name);
}
