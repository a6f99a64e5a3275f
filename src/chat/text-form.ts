import { ComponentType, TextInputStyle } from 'discord.js';
import type { Form } from './command.js';
import { cut } from './limits.js';

/** Discord's limits of a form. */
const TITLE = 45;
const LABEL = 45;
const ABOUT = 100;

type Field = {
  id: string;
  label: string;
  about?: string;
  value?: string;
  max: number;
  required?: boolean;
  /** One line, or several. */
  lines?: 'one' | 'several';
  /** A choice of texts in place of one that is typed; at most 25. */
  choices?: readonly { label: string; value: string; default?: boolean }[];
};

/** A form of texts to fill in, at most five, with what stands in them already. */
export const textForm = (custom_id: string, title: string, fields: readonly Field[]): Form => ({
  custom_id,
  title: cut(title, TITLE),
  components: fields.map(({ label, about, ...field }) => ({
    type: ComponentType.Label,
    label: cut(label, LABEL),
    ...(about ? { description: cut(about, ABOUT) } : {}),
    component: field.choices ? choice(field, field.choices) : input(field),
  })),
});

const input = ({ id, value, max, required = true, lines = 'several' }: Omit<Field, 'label' | 'about'>) => ({
  type: ComponentType.TextInput as const,
  custom_id: id,
  style: lines === 'one' ? TextInputStyle.Short : TextInputStyle.Paragraph,
  max_length: max,
  required,
  ...(value ? { value: value.slice(0, max) } : {}),
});

const choice = ({ id }: Pick<Field, 'id'>, choices: NonNullable<Field['choices']>) => ({
  type: ComponentType.StringSelect as const,
  custom_id: id,
  options: choices.map((one) => ({ ...one, label: cut(one.label, 100) })),
});
