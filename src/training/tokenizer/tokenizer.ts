import { UserError } from '../../user-error.js';
import { longestFirst } from './longest-first.js';
import { makeParts } from './make-parts.js';
import { pipeline } from './pipeline.js';
import { type Template, templateOf } from './template.js';
import { formatTokenizerFiles } from './tokenizer-files.js';
import { readTokenizerFolder } from './tokenizer-folder.js';
import type { TokenizerParts } from './tokenizer-parts.js';
import { TokenizerProblem } from './tokenizer-problem.js';
import { nextId, withTokens } from './vocabulary.js';

export type Encoding = {
  ids: number[];
  /** 0 for the text and what stands around it, 1 for the pair; all 0 for RoBERTa's byte-level BPE. */
  types: number[];
};

/**
 * The tokenizer of a Hugging Face checkpoint: BERT's WordPiece or byte-level BPE. Ids and types equal those of
 * transformers 5.23 with tokenizers 0.23, for every character of Unicode.
 */
export class Tokenizer {
  readonly padId: number;
  /** The highest id + 1. */
  readonly vocabularySize: number;
  /** Longest encoding that the model was made for, in tokens; Infinity where its files do not say. */
  readonly maxLength: number;
  readonly #parts: TokenizerParts;
  readonly #ids: ReadonlyMap<string, number>;
  readonly #template: Template;
  readonly #idsOf: (text: string) => number[];

  private constructor(parts: TokenizerParts) {
    const { json, padId, maxLength } = parts;
    this.#parts = parts;
    this.#ids = withTokens(json.model.vocab, json.addedTokens);
    this.#template = templateOf(json.processor);
    this.#idsOf = pipeline(json);
    this.padId = padId;
    this.vocabularySize = nextId(this.#ids);
    this.maxLength = maxLength;
  }

  /**
   * Reads what a folder has of tokenizer.json, vocab.txt, tokenizer_config.json, special_tokens_map.json,
   * added_tokens.json and config.json; one of the first two must be there.
   * @throws UserError `tokenizer.files` naming the folder, the file, what is wrong and what to do
   */
  static async load(folder: string): Promise<Tokenizer> {
    try {
      return new Tokenizer(makeParts(await readTokenizerFolder(folder)));
    } catch (cause) {
      if (!(cause instanceof TokenizerProblem)) throw cause;
      throw new UserError(
        'tokenizer.files',
        `The tokenizer folder ${folder} cannot be used. ${cause.message}`,
        {
          cause,
          context: { folder },
        },
      );
    }
  }

  /**
   * Ids of a text, or of a pair, with the special tokens; an empty pair counts as none.
   * @param maxLength longest encoding in tokens, special ones included; the longer text is cut first
   */
  encode(text: string, pair: string | null, maxLength: number): Encoding {
    const first = this.#idsOf(text);
    const second = pair ? this.#idsOf(pair) : [];
    const slots = pair ? this.#template.pair : this.#template.single;
    const specials = slots.reduce((sum, slot) => sum + ('ids' in slot ? slot.ids.length : 0), 0);
    const [a, b] = longestFirst(first.length, second.length, Math.max(0, maxLength - specials));
    const texts = { first: first.slice(0, a), second: second.slice(0, b) };
    const parts = slots.map((slot) => ({
      ids: 'ids' in slot ? slot.ids : texts[slot.text],
      type: slot.type,
    }));
    return {
      ids: parts.flatMap(({ ids }) => ids),
      types: parts.flatMap(({ ids, type }) => ids.map(() => type)),
    };
  }

  /**
   * The same tokenizer with these as special tokens of their own, found in texts exactly as they are written and never
   * split. Those that the vocabulary has keep their id, others get the next free ids in the order given.
   */
  withTokens(tokens: readonly string[]): Tokenizer {
    const { json } = this.#parts;
    const fresh = [...new Set(tokens)];
    if (fresh.includes('')) throw new Error('A special token cannot be empty.');
    let next = this.vocabularySize;
    const special = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
    const added = fresh.map((content) => ({ id: this.#ids.get(content) ?? next++, content, ...special }));
    const kept = json.addedTokens.filter(({ content }) => !fresh.includes(content));
    const addedTokens = [...kept, ...added].sort((a, b) => a.id - b.id);
    return new Tokenizer({ ...this.#parts, json: { ...json, addedTokens } });
  }

  /** The files that make it again, here and in transformers: their contents by name. */
  files(): Record<string, string> {
    return formatTokenizerFiles(this.#parts);
  }
}
