import { ButtonStyle, ComponentType } from 'discord.js';
import { z } from 'zod';
import { complain, link, list, REQUIRED, text, whole } from './form-body.js';

const emoji = z.object({
  id: z.string().nullish(),
  name: z.string().nullish(),
  animated: z.boolean().optional(),
});

const button = z
  .object({
    type: z.literal(ComponentType.Button),
    id: z.number().int().optional(),
    style: z.enum(ButtonStyle),
    label: text(80).optional(),
    emoji: emoji.optional(),
    custom_id: text(100, 1).optional(),
    url: link('http', 'https', 'discord').optional(),
    disabled: z.boolean().optional(),
  })
  .superRefine((value, context) => {
    const isLink = value.style === ButtonStyle.Link;
    if (isLink && value.url === undefined) complain(context, ...REQUIRED, ['url']);
    if (!isLink && value.custom_id === undefined) complain(context, ...REQUIRED, ['custom_id']);
    if (isLink && value.custom_id !== undefined)
      complain(
        context,
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A custom id and url cannot both be specified',
      );
    if (!value.label && !value.emoji) complain(context, ...REQUIRED, ['label']);
  });

const selectOption = z.object({
  label: text(100, 1),
  value: text(100, 1),
  description: text(100).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().optional(),
});

const selectBase = {
  id: z.number().int().optional(),
  custom_id: text(100, 1),
  placeholder: text(150).nullish(),
  min_values: whole(0, 25).optional(),
  max_values: whole(1, 25).optional(),
  disabled: z.boolean().optional(),
  required: z.boolean().optional(),
};

export const stringSelect = z
  .object({ type: z.literal(ComponentType.StringSelect), ...selectBase, options: list(selectOption, 25, 1) })
  .superRefine((value, context) => {
    const seen = new Set<string>();
    value.options.forEach((option, index) => {
      if (seen.has(option.value))
        complain(
          context,
          'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
          'The specified option value is already used',
          ['options', index, 'value'],
        );
      seen.add(option.value);
    });
  });

const entitySelect = z.object({
  type: z.literal([
    ComponentType.UserSelect,
    ComponentType.RoleSelect,
    ComponentType.MentionableSelect,
    ComponentType.ChannelSelect,
  ]),
  ...selectBase,
  channel_types: z.array(z.number().int()).optional(),
});

const row = z
  .object({
    type: z.literal(ComponentType.ActionRow),
    id: z.number().int().optional(),
    components: list(z.discriminatedUnion('type', [button, stringSelect, entitySelect]), 5, 1),
  })
  .superRefine((value, context) => {
    const selects = value.components.filter((component) => component.type !== ComponentType.Button);
    if (selects.length > 0 && value.components.length > 1)
      complain(
        context,
        'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
        'The specified component exceeds the maximum width',
        ['components'],
      );
  });

/** Five rows of five buttons, or a select menu in a row; custom ids differ. */
export const messageComponents = list(row, 5).superRefine((rows, context) => {
  const seen = new Set<string>();
  rows.forEach(({ components }, rowIndex) => {
    components.forEach(({ custom_id }, index) => {
      if (custom_id === undefined) return;
      if (seen.has(custom_id))
        complain(context, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated', [
          rowIndex,
          'components',
          index,
          'custom_id',
        ]);
      seen.add(custom_id);
    });
  });
});
