import { z } from 'zod';
import { type Said, type Texts, textsIn } from './texts.js';

/** A named text as it lies in a file: its name may be one of another version. */
export type StoredSaid = {
  key: string;
  values: { [slot: string]: string | number | StoredSaid };
};

export const saidSchema: z.ZodType<StoredSaid> = z.lazy(() =>
  z.object({
    key: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.number(), saidSchema])),
  }),
);

/** What is stored of a sentence: English for files, logs and terminals, and what is needed to say it otherwise. */
export type Told = { message: string; said?: StoredSaid };

/** A sentence as it is stored; plain words have no other language. */
export const toTold = (sentence: Said | string): Told =>
  typeof sentence === 'string'
    ? { message: sentence }
    : { message: textsIn('en').say(sentence), said: toStored(sentence) };

/** A named text, ready to be written. */
export const toStored = ({ key, values }: Said): StoredSaid => ({
  key,
  values: Object.fromEntries(
    Object.entries(values).map(([slot, value]) => [
      slot,
      typeof value === 'object' ? toStored(value) : value,
    ]),
  ),
});

/**
 * A stored sentence in a reader's language. It stays English where its name is not known (any more), where the English
 * has become another since, or where only plain words were stored, as in old stores.
 */
export const retell = (english: string, said: StoredSaid | undefined, texts: Texts): string =>
  said !== undefined && textsIn('en').say(said as Said) === english ? texts.say(said as Said) : english;

/** A stored sentence, ready to be part of another one. */
export const asSlot = (english: string, said: StoredSaid | undefined): Said | string =>
  said !== undefined && textsIn('en').say(said as Said) === english ? (said as Said) : english;
