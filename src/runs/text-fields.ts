import { z } from 'zod';
import { KEEP_OR_DROP, TARGETS } from './text-options.js';

const keepOrDrop = z.enum(KEEP_OR_DROP);

/** What happens to a line before it becomes tokens; docs/models.md says what each means. */
export const textFields = {
  /** The word that the emotions are about: second text, between markers in the text, or left out. */
  target: z.enum(TARGETS),
  /** Delete URLs, trim the ends, make every run of white space one space. */
  clean: z.boolean(),
  /** The mask `&others&` of the NIKL corpora. */
  others: keepOrDrop,
  emoji: keepOrDrop,
  /** All that is not ASCII, Hangul or one of `％·∼`, so emoji too; a run of it becomes one space. */
  symbols: keepOrDrop,
  /**
   * A letter, number or `_` four or more times in a row is left this many times; 0 leaves repeats alone. As in soynlp,
   * three in a row stay three even with 1 or 2.
   */
  repeat: z.number().int().min(0),
};

/** Texts as they stand, the target beside them: how runs were trained before there was a choice. */
export const plainTextFields = {
  target: textFields.target.default('pair'),
  clean: textFields.clean.default(false),
  others: textFields.others.default('keep'),
  emoji: textFields.emoji.default('keep'),
  symbols: textFields.symbols.default('keep'),
  repeat: textFields.repeat.default(0),
};

export type TextSettings = z.infer<z.ZodObject<typeof textFields>>;

/** What KcBERT's clean brings along; what is typed goes over it. */
export const partsOfClean = (clean: boolean): Pick<TextSettings, 'symbols' | 'repeat'> =>
  clean ? { symbols: 'drop', repeat: 2 } : { symbols: 'keep', repeat: 0 };
