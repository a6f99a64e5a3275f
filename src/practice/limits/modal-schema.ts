import { ComponentType, TextInputStyle } from 'discord.js';
import { z } from 'zod';
import { stringSelect } from './component-schema.js';
import { complain, list, REQUIRED, text, whole } from './form-body.js';

const textInput = z.object({
  type: z.literal(ComponentType.TextInput),
  id: z.number().int().optional(),
  custom_id: text(100, 1),
  style: z.enum(TextInputStyle),
  label: text(45, 1).nullish(),
  min_length: whole(0, 4000).nullish(),
  max_length: whole(1, 4000).nullish(),
  required: z.boolean().optional(),
  value: text(4000).nullish(),
  placeholder: text(100).nullish(),
});

const row = z
  .object({ type: z.literal(ComponentType.ActionRow), components: list(textInput, 1, 1) })
  .superRefine(({ components: [input] }, context) => {
    if (input && !input.label) complain(context, ...REQUIRED, ['components', 0, 'label']);
  });

const label = z.object({
  type: z.literal(ComponentType.Label),
  label: text(45, 1),
  description: text(100).nullish(),
  component: z.discriminatedUnion('type', [textInput, stringSelect]),
});

const note = z.object({ type: z.literal(ComponentType.TextDisplay), content: text(2000, 1) });

/** A modal: title of 45 characters, one to five inputs, each with an id of its own. */
export const modalSchema = z
  .object({
    custom_id: text(100, 1),
    title: text(45, 1),
    components: list(z.discriminatedUnion('type', [row, label, note]), 5, 1),
  })
  .superRefine(({ components }, context) => {
    const seen = new Set<string>();
    components.forEach((component, index) => {
      if (component.type === ComponentType.TextDisplay) return;
      const input = component.type === ComponentType.Label ? component.component : component.components[0];
      if (input === undefined) return;
      if (seen.has(input.custom_id))
        complain(context, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated', [
          'components',
          index,
        ]);
      seen.add(input.custom_id);
    });
  });
