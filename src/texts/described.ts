import { z } from 'zod';
import type { Language } from './language.js';

/** A description in a file of configs/: plain words, or one for each language. */
export const describedSchema = z.union([
  z.string(),
  z.strictObject({ en: z.string(), ko: z.string().optional() }),
]);
export type Described = z.infer<typeof describedSchema>;

/** A description in a reader's language; English where there is no other. */
export const describedIn = (description: Described, language: Language): string =>
  typeof description === 'string' ? description : (description[language] ?? description.en);
