import { ApplicationCommandOptionType as Type, ApplicationCommandType } from 'discord.js';
import { z } from 'zod';
import { complain, list, REQUIRED, text, whole } from './form-body.js';

/** Discord reference, "Application Command Naming": lower case where the script has it. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const name = z.string().superRefine((value, context) => {
  if (value === '') complain(context, ...REQUIRED);
  else if ([...value].length > 32)
    complain(context, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 32 in length.');
  else if (!NAME.test(value) || value !== value.toLowerCase())
    complain(context, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
});

const localizations = z.record(z.string(), z.string()).nullish();

const choice = z.object({
  name: text(100, 1),
  name_localizations: localizations,
  value: z.union([text(100), z.number()]),
});

const optionBase = {
  name,
  name_localizations: localizations,
  description: text(100, 1),
  description_localizations: localizations,
};

const leaf = z
  .object({
    ...optionBase,
    type: z.enum(Type).exclude(['Subcommand', 'SubcommandGroup']),
    required: z.boolean().optional(),
    choices: list(choice, 25).nullish(),
    autocomplete: z.boolean().optional(),
    min_value: z.number().nullish(),
    max_value: z.number().nullish(),
    min_length: whole(0, 6000).nullish(),
    max_length: whole(1, 6000).nullish(),
    channel_types: z.array(z.number().int()).optional(),
  })
  .superRefine((option, context) => {
    const isNumber = option.type === Type.Integer || option.type === Type.Number;
    if (option.autocomplete && option.choices?.length)
      complain(
        context,
        'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES',
        'Autocomplete options cannot have choices',
      );
    if ((option.min_value != null || option.max_value != null) && !isNumber)
      complain(
        context,
        'APPLICATION_COMMAND_OPTIONS_MIN_MAX_VALUE',
        'Only integer and number options have min_value and max_value',
      );
    if (option.choices?.length && !isNumber && option.type !== Type.String)
      complain(context, 'APPLICATION_COMMAND_OPTIONS_CHOICES', 'This type of option has no choices', [
        'choices',
      ]);
    option.choices?.forEach(({ value }, index) => {
      if (typeof value === (isNumber ? 'number' : 'string')) return;
      complain(
        context,
        isNumber ? 'NUMBER_TYPE_COERCE' : 'STRING_TYPE_CONVERT',
        isNumber ? `Value "${value}" is not a number.` : 'Could not interpret as string.',
        ['choices', index, 'value'],
      );
    });
  });

/** Names differ, and what is required comes first. */
function checkSiblings(
  options: readonly { name: string; required?: boolean | undefined }[],
  context: z.RefinementCtx,
): void {
  const seen = new Set<string>();
  let optionalSeen = false;
  options.forEach((option, index) => {
    if (seen.has(option.name))
      complain(context, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists', [
        index,
        'name',
      ]);
    seen.add(option.name);
    if (option.required && optionalSeen)
      complain(
        context,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
        [index],
      );
    optionalSeen ||= !option.required;
  });
}

const leaves = list(leaf, 25).superRefine(checkSiblings);

const subcommand = z.object({ ...optionBase, type: z.literal(Type.Subcommand), options: leaves.optional() });

const group = z.object({
  ...optionBase,
  type: z.literal(Type.SubcommandGroup),
  options: list(subcommand, 25, 1).superRefine(checkSiblings),
});

const topLevel = list(z.discriminatedUnion('type', [leaf, subcommand, group]), 25)
  .superRefine(checkSiblings)
  .superRefine((options, context) => {
    const nested = options.filter(({ type }) => type === Type.Subcommand || type === Type.SubcommandGroup);
    if (nested.length > 0 && nested.length < options.length)
      complain(
        context,
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'Sub-command and sub-command group option types are mutually exclusive to all other types',
      );
  });

const attributes = {
  name_localizations: localizations,
  description_localizations: localizations,
  default_member_permissions: z.string().nullish(),
  dm_permission: z.boolean().nullish(),
  contexts: z.array(z.number().int()).nullish(),
  integration_types: z.array(z.number().int()).optional(),
  nsfw: z.boolean().optional(),
};

const chatInput = z.object({
  ...attributes,
  type: z.literal(ApplicationCommandType.ChatInput),
  name,
  description: text(100, 1),
  options: topLevel.optional(),
});

const contextMenu = z.object({
  ...attributes,
  type: z.literal([ApplicationCommandType.User, ApplicationCommandType.Message]),
  name: text(32, 1),
  description: z.literal('').nullish(),
});

/** Everything that a member reads in a command counts: names, descriptions, choice names and text values. */
function commandLength(command: unknown): number {
  if (Array.isArray(command)) return command.reduce<number>((sum, item) => sum + commandLength(item), 0);
  if (typeof command !== 'object' || command === null) return 0;
  let sum = 0;
  for (const [key, value] of Object.entries(command)) {
    const counts = key === 'name' || key === 'description' || key === 'value';
    if (counts && typeof value === 'string') sum += [...value].length;
    else if (key === 'options' || key === 'choices') sum += commandLength(value);
  }
  return sum;
}

/** One application command; without `type` it is a slash command. */
export const commandSchema = z.preprocess(
  (body) => (typeof body === 'object' && body !== null && !('type' in body) ? { ...body, type: 1 } : body),
  z.discriminatedUnion('type', [chatInput, contextMenu]).superRefine((command, context) => {
    if (commandLength(command) > 8000)
      complain(context, 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)');
  }),
);

/** A whole set, as PUT takes it. */
export const commandsSchema = z.array(commandSchema).superRefine((commands, context) => {
  const seen = new Set<string>();
  commands.forEach((command, index) => {
    const key = `${command.type} ${command.name}`;
    if (seen.has(key))
      complain(context, 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique', [
        index,
        'name',
      ]);
    seen.add(key);
  });
});

export type CommandBody = z.output<typeof commandSchema>;

/** What autocomplete answers with: up to 25 choices. */
export const autocompleteSchema = z.object({ choices: list(choice, 25) });
