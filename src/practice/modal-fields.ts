import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { PageError } from './page-error.js';

type Input = {
  custom_id: string;
  label?: string | null;
  required?: boolean;
  min_length?: number | null;
  max_length?: number | null;
};

/**
 * What was typed, by the input's id.
 * @throws PageError where Discord's client would not send the form: something required is empty, too short or long
 */
export function checkModalFields(
  modal: APIModalInteractionResponseCallbackData,
  fields: { custom_id: string; value: string }[],
): Map<string, string> {
  const values = new Map(fields.map(({ custom_id, value }) => [custom_id, value]));
  for (const row of modal.components) {
    const inputs = 'components' in row ? row.components : 'component' in row ? [row.component] : [];
    for (const input of inputs as Input[]) {
      const title = ('label' in row ? row.label : input.label) ?? input.custom_id;
      const length = [...(values.get(input.custom_id) ?? '')].length;
      const { min_length: min, max_length: max = 4000 } = input;
      if (length === 0 && input.required !== false) throw new PageError(400, `${title} is empty: fill it in`);
      if (length > 0 && min != null && length < min)
        throw new PageError(400, `${title} needs at least ${min} characters`);
      if (max != null && length > max) throw new PageError(400, `${title} takes ${max} characters at most`);
    }
  }
  return values;
}
