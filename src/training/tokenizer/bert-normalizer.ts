import { isDropped, isIdeograph, isSpace } from './character-classes.js';
import { decompose } from './decompose.js';
import { isMark } from './marks.js';

/** `normalizer` of a tokenizer.json, of type BertNormalizer. */
export type BertNormalizer = {
  clean_text: boolean;
  handle_chinese_chars: boolean;
  /** Null follows `lowercase`. */
  strip_accents: boolean | null;
  lowercase: boolean;
};

/**
 * Prepares a text as BERT's BasicTokenizer does (Devlin et al. 2019, tokenization.py of google-research/bert), in the
 * order of Hugging Face's tokenizers: clean, set ideographs apart, strip accents, lower the case.
 */
export function bertNormalizer(options: BertNormalizer): (text: string) => string {
  const { clean_text, handle_chinese_chars, lowercase } = options;
  const strips = options.strip_accents ?? lowercase;
  const setsApart = clean_text || handle_chinese_chars;
  return (text) => {
    let normal = setsApart ? cleanAndSetApart(text, options) : text;
    if (strips) normal = withoutMarks(decompose(normal));
    return lowercase ? lower(normal) : normal;
  };
}

function cleanAndSetApart(text: string, { clean_text, handle_chinese_chars }: BertNormalizer): string {
  let clean = '';
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    if (clean_text && isDropped(point)) continue;
    if (clean_text && isSpace(point)) clean += ' ';
    else clean += handle_chinese_chars && isIdeograph(point) ? ` ${char} ` : char;
  }
  return clean;
}

function withoutMarks(text: string): string {
  let rest = '';
  for (const char of text) if (!isMark(char.codePointAt(0) ?? 0)) rest += char;
  return rest;
}

/** Each character by itself, as in Rust; JavaScript would look around a sigma whether a word ends there. */
function lower(text: string): string {
  return text.replaceAll('Σ', 'σ').toLowerCase();
}
