import type { z } from 'zod';
import { optionFields, storedFields } from './option-field.js';
import { textOptions } from './text-options.js';

/** What happens to a line before it becomes tokens; docs/models.md says what each means. */
export const textFields = optionFields(textOptions);

/** Texts as they stand, the target beside them: how runs were trained before there was a choice. */
export const plainTextFields = storedFields(textOptions);

export type TextSettings = z.infer<z.ZodObject<typeof textFields>>;

/** What KcBERT's clean brings along; what is typed goes over it. */
export const partsOfClean = (clean: boolean): Pick<TextSettings, 'symbols' | 'repeat'> =>
  clean ? { symbols: 'drop', repeat: 2 } : { symbols: 'keep', repeat: 0 };
