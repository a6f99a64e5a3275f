import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as hub from '@huggingface/tokenizers';
import { z } from 'zod';
import { UserError } from '../../user-error.js';

/** The files that make a tokeniser; a checkpoint carries them along. */
export const TOKENIZER_FILES = ['tokenizer.json', 'tokenizer_config.json', 'vocab.txt'] as const;

const tokenizerSchema = z.looseObject({
  model: z.looseObject({ unk_token: z.string().nullish() }),
  normalizer: z.looseObject({ type: z.string(), handle_chinese_chars: z.boolean().optional() }).nullable(),
});
const configSchema = z.looseObject({ pad_token: z.union([z.string(), z.object({ content: z.string() })]) });

/**
 * Ideographs beyond U+FFFF that BERT sets apart as words of their own. @huggingface/tokenizers 0.2.0 looks at UTF-16
 * units and misses them; U+2B820 to U+2B91F are left out because the reference (a typo in its range) does so too.
 */
const ASTRAL_IDEOGRAPH =
  /[\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/gu;

/** What is used of the library: its own type files import each other without endings, so NodeNext cannot read them. */
type HubTokenizer = {
  tokenize(text: string, options: { add_special_tokens: boolean }): string[];
  token_to_id(token: string): number | undefined;
  get_vocab(withAddedTokens: boolean): Map<string, number>;
  post_processor: ((first: string[], second: string[] | null, specials: boolean) => PostProcessed) | null;
};
type PostProcessed = { tokens: string[]; token_type_ids?: number[] };
const { Tokenizer: HubTokenizer } = hub as unknown as {
  Tokenizer: new (tokenizer: object, config: object) => HubTokenizer;
};

export type Encoding = { ids: number[]; types: number[] };

/** A Hugging Face tokeniser with the truncation that the JavaScript library lacks. Ids equal transformers'. */
export class Tokenizer {
  readonly padId: number;
  readonly vocabularySize: number;
  readonly #hub: HubTokenizer;
  readonly #unknown: string;
  readonly #setsApartIdeographs: boolean;

  private constructor(hub: HubTokenizer, unknown: string, pad: string, setsApartIdeographs: boolean) {
    this.#hub = hub;
    this.#unknown = unknown;
    this.#setsApartIdeographs = setsApartIdeographs;
    this.padId = hub.token_to_id(pad) ?? 0;
    this.vocabularySize = Math.max(...hub.get_vocab(true).values()) + 1;
  }

  /**
   * Reads `tokenizer.json` and `tokenizer_config.json` of a folder.
   * @throws UserError `tokenizer.files` naming the folder and what is wrong
   */
  static async load(folder: string): Promise<Tokenizer> {
    try {
      const [tokenizer, config] = await Promise.all([
        readJson(join(folder, 'tokenizer.json'), tokenizerSchema),
        readJson(join(folder, 'tokenizer_config.json'), configSchema),
      ]);
      const pad = typeof config.pad_token === 'string' ? config.pad_token : config.pad_token.content;
      const { normalizer } = tokenizer;
      const setsApart = normalizer?.type === 'BertNormalizer' && (normalizer.handle_chinese_chars ?? true);
      const unknown = tokenizer.model.unk_token ?? '[UNK]';
      return new Tokenizer(new HubTokenizer(tokenizer, config), unknown, pad, setsApart);
    } catch (cause) {
      throw new UserError(
        'tokenizer.files',
        `The tokenizer folder ${folder} cannot be used: ${String(cause).slice(0, 300)}. ` +
          'It must hold tokenizer.json and tokenizer_config.json; put them there or name another folder in configs/models.yaml.',
        { cause },
      );
    }
  }

  /**
   * Ids of a text, or of a pair, with the special tokens; an empty pair counts as none.
   * @param maxLength longest encoding in tokens, special ones included; the longer text is cut first
   */
  encode(text: string, pair: string | null, maxLength: number): Encoding {
    const first = this.#tokens(text);
    const second = pair ? this.#tokens(pair) : null;
    const specials = this.#assemble([], second && []).tokens.length;
    const [a, b] = longestFirst(first.length, second?.length ?? 0, Math.max(0, maxLength - specials));
    const { tokens, types } = this.#assemble(first.slice(0, a), second && second.slice(0, b));
    return { ids: tokens.map((token) => this.#id(token)), types };
  }

  #tokens(text: string): string[] {
    const prepared = this.#setsApartIdeographs ? text.replace(ASTRAL_IDEOGRAPH, ' $& ') : text;
    return this.#hub.tokenize(prepared, { add_special_tokens: false });
  }

  #assemble(first: string[], second: string[] | null): { tokens: string[]; types: number[] } {
    const done = this.#hub.post_processor?.(first, second, true);
    const tokens = done?.tokens ?? [...first, ...(second ?? [])];
    return { tokens, types: done?.token_type_ids ?? tokens.map(() => 0) };
  }

  #id(token: string): number {
    return this.#hub.token_to_id(token) ?? this.#hub.token_to_id(this.#unknown) ?? 0;
  }
}

/**
 * Lengths that a pair keeps in `room` tokens when the longer text is cut first (tokenizers' `longest_first`).
 * @returns the lengths in the order given
 */
function longestFirst(first: number, second: number, room: number): [number, number] {
  if (second === 0) return [Math.min(first, room), 0];
  if (first + second <= room) return [first, second];
  let short = Math.min(first, second);
  let long = short > room ? short : Math.max(short, room - short);
  if (short + long > room) {
    short = Math.floor(room / 2);
    long = short + (room % 2);
  }
  return first <= second ? [short, long] : [long, short];
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(JSON.parse(await readFile(file, 'utf8')));
}
