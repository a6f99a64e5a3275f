import type { AddedToken } from './added-tokens.js';
import type { BertNormalizer } from './bert-normalizer.js';
import type { ByteLevel } from './byte-level.js';
import type { BytePairModel } from './byte-pairs.js';
import type { PostProcessor } from './template.js';
import type { WordPieceModel } from './word-piece.js';

/** What a tokenizer.json of BERT's kind says. */
export type WordPieceJson = {
  kind: 'wordpiece';
  addedTokens: readonly AddedToken[];
  normalizer: BertNormalizer | null;
  processor: PostProcessor | null;
  model: WordPieceModel;
};

/** What a tokenizer.json of RoBERTa's and GPT-2's kind says: byte pairs over the bytes of the text. */
export type BytePairJson = {
  kind: 'bpe';
  addedTokens: readonly AddedToken[];
  byteLevel: ByteLevel;
  processor: PostProcessor | null;
  model: BytePairModel;
};

export type TokenizerJson = WordPieceJson | BytePairJson;

/** The content of a tokenizer.json, whole as Hugging Face's tokenizers read it. */
export function formatTokenizerJson(json: TokenizerJson): string {
  const { addedTokens, processor } = json;
  const { normalizer, pre_tokenizer, decoder, model } = json.kind === 'wordpiece' ? bert(json) : bpe(json);
  const file = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: addedTokens.map(inOrder),
    normalizer,
    pre_tokenizer,
    post_processor: formatProcessor(processor),
    decoder,
    model,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Fields in the order of Hugging Face's own files, so that a file written again is the same. */
function inOrder({ id, content, single_word, lstrip, rstrip, normalized, special }: AddedToken): AddedToken {
  return { id, content, single_word, lstrip, rstrip, normalized, special };
}

/**
 * With the fields that only offsets depend on, but which tokenizers ask for. BERT's must not have them: the tag is not
 * looked at there, and what has them is RoBERTa's.
 */
function formatProcessor(processor: PostProcessor | null): object | null {
  const offsets = processor?.type === 'RobertaProcessing' || processor?.type === 'ByteLevel';
  return processor && { ...processor, ...(offsets && { add_prefix_space: true, trim_offsets: true }) };
}

function bert({ normalizer, model }: WordPieceJson) {
  const { unk_token, continuing_subword_prefix, max_input_chars_per_word, vocab } = model;
  return {
    normalizer: normalizer && { type: 'BertNormalizer', ...normalizer },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    decoder: { type: 'WordPiece', prefix: continuing_subword_prefix, cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token,
      continuing_subword_prefix,
      max_input_chars_per_word,
      vocab: Object.fromEntries(vocab),
    },
  };
}

function bpe({ byteLevel, model: { vocab, merges } }: BytePairJson) {
  return {
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', ...byteLevel, trim_offsets: true, use_regex: true },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      byte_fallback: false,
      vocab: Object.fromEntries(vocab),
      merges,
    },
  };
}
