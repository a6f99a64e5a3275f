import { z } from 'zod';
import { type Vocabulary, withoutGaps } from './vocabulary.js';

const id = z.number().int().nonnegative();
const flag = z.boolean().default(false);

/** An added token as tokenizer.json, tokenizer_config.json and special_tokens_map.json write it. */
export const addedTokenSchema = z.object({
  content: z.string(),
  single_word: flag,
  lstrip: flag,
  rstrip: flag,
  normalized: z.boolean().optional(),
  special: flag,
});
export type TokenFields = z.infer<typeof addedTokenSchema>;

/** A map of its own: names such as `constructor` are tokens like any other. */
const vocabularySchema = z
  .custom<Record<string, unknown>>(isVocabulary, 'does not give each token an id')
  .transform((value): Vocabulary => withoutGaps(new Map(Object.entries(value as Record<string, number>))));

function isVocabulary(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((entry) => Number.isSafeInteger(entry) && entry >= 0);
}

/** Old files write a merge as `left right`, newer ones as two strings. */
const mergeSchema = z.union([
  z
    .string()
    .transform((merge) => merge.split(' '))
    .pipe(z.tuple([z.string(), z.string()])),
  z.tuple([z.string(), z.string()]),
]);

const tokenAndId = z.tuple([z.string(), id]);
const templateItem = z.union([
  z.object({ SpecialToken: z.object({ id: z.string(), type_id: id }) }),
  z.object({ Sequence: z.object({ id: z.enum(['A', 'B']), type_id: id }) }),
]);
const templateToken = z.object({ id: z.string(), ids: z.array(id), tokens: z.array(z.string()) });
const processorSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('TemplateProcessing'),
    single: z.array(templateItem),
    pair: z.array(templateItem),
    special_tokens: z.record(z.string(), templateToken),
  }),
  z.object({ type: z.enum(['BertProcessing', 'RobertaProcessing']), cls: tokenAndId, sep: tokenAndId }),
  z.object({ type: z.literal('ByteLevel') }),
]);

const listedTokenSchema = addedTokenSchema.extend({ id });
export type ListedToken = z.infer<typeof listedTokenSchema>;
const addedTokens = z.array(listedTokenSchema).default([]);
export const addedTokensSchema = z.object({ added_tokens: addedTokens });
const wordPieceVocabulary = z.object({ vocab: vocabularySchema });
const bytePairs = z.object({ vocab: vocabularySchema, merges: z.array(mergeSchema) });

/** The parts of a tokenizer.json that say what kind it is. */
const typed = z.looseObject({ type: z.string() }).nullish();
export const kindSchema = z.looseObject({
  model: z.looseObject({ type: z.string().optional() }),
  normalizer: typed,
  pre_tokenizer: typed,
});

/** What transformers' BertTokenizer takes from a tokenizer.json. */
export const bertVocabularySchema = z.object({ added_tokens: addedTokens, model: wordPieceVocabulary });

/** What its RobertaTokenizer takes. */
export const robertaVocabularySchema = z.object({ added_tokens: addedTokens, model: bytePairs });

/** All of a tokenizer.json of BERT's kind. */
export const wordPieceSchema = z.object({
  normalizer: z
    .object({
      clean_text: z.boolean().default(true),
      handle_chinese_chars: z.boolean().default(true),
      strip_accents: z.boolean().nullable().default(null),
      lowercase: z.boolean().default(true),
    })
    .nullish(),
  post_processor: processorSchema.nullish(),
  model: wordPieceVocabulary.extend({
    unk_token: z.string().default('[UNK]'),
    continuing_subword_prefix: z.string().default('##'),
    max_input_chars_per_word: z.number().int().positive().default(100),
  }),
});

/** All of a tokenizer.json of the byte-level kind, with what changes ids in ways that are not followed ruled out. */
export const bytePairSchema = z.object({
  pre_tokenizer: z.object({
    add_prefix_space: z.boolean().default(true),
    use_regex: z.literal(true).default(true),
  }),
  post_processor: processorSchema.nullish(),
  model: bytePairs.extend({
    dropout: z.literal(0).nullish(),
    continuing_subword_prefix: z.literal('').nullish(),
    end_of_word_suffix: z.literal('').nullish(),
    byte_fallback: z.literal(false).nullish(),
    ignore_merges: z.literal(false).nullish(),
  }),
});
