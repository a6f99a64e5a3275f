import { z } from 'zod';
import { addedTokenSchema, type TokenFields } from './tokenizer-schemas.js';

const tokenSchema = z.union([z.string(), addedTokenSchema]);
const extraSchema = z.union([z.array(tokenSchema), z.record(z.string(), tokenSchema)]).nullish();
const switchSchema = z.boolean().nullish();
const lengthSchema = z.number().positive().nullish();

/** tokenizer_config.json, as far as ids depend on it; further fields ending with `_token` are special tokens, too. */
export const tokenizerConfigSchema = z.looseObject({
  tokenizer_class: z.string().nullish(),
  model_max_length: lengthSchema,
  /** What transformers called it before version 3. */
  max_len: lengthSchema,
  do_lower_case: switchSchema,
  strip_accents: switchSchema,
  tokenize_chinese_chars: switchSchema,
  add_prefix_space: switchSchema,
  additional_special_tokens: extraSchema,
  extra_special_tokens: extraSchema,
  added_tokens_decoder: z.record(z.string().regex(/^\d+$/), addedTokenSchema).nullish(),
});
export type RawTokenizerConfig = z.infer<typeof tokenizerConfigSchema>;

/** added_tokens.json: ids by token. */
export const addedTokensFileSchema = z.record(z.string(), z.number().int().nonnegative());

/** Special tokens by their role, such as `pad_token`, in the order in which transformers gives them ids. */
export type SpecialTokens = ReadonlyMap<string, string | TokenFields>;

const ROLES = ['bos_token', 'eos_token', 'unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'];

/** The special tokens that a tokenizer_config.json names. */
export function namedTokens(config: RawTokenizerConfig): SpecialTokens {
  const others = Object.keys(config).filter((key) => key.endsWith('_token') && !ROLES.includes(key));
  const named = new Map<string, string | TokenFields>();
  for (const role of [...ROLES, ...others]) {
    const token = tokenSchema.safeParse(config[role]);
    if (token.success) named.set(role, token.data);
  }
  return named;
}

/** Special tokens without a role of their own. */
export function extraTokens(config: RawTokenizerConfig): readonly (string | TokenFields)[] {
  const { extra_special_tokens: extra, additional_special_tokens: additional } = config;
  return Object.values((extra && Object.keys(extra).length > 0 ? extra : additional) ?? {});
}

export function contentOf(token: string | TokenFields): string {
  return typeof token === 'string' ? token : token.content;
}
