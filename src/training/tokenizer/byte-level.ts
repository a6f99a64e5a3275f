import { codePointClass } from './code-points.js';

/** `pre_tokenizer` of a tokenizer.json, of type ByteLevel. */
export type ByteLevel = { add_prefix_space: boolean };

// Letters and digits of a Unicode later than that of Oniguruma in Hugging Face's tokenizers 0.23.
const NEWER = codePointClass(`
  88f c5c cdc a7ce-a7cf a7d2 a7d4 a7f1 10940-10959 10ec5-10ec7 11db0-11ddb 11de0-11de9 16ea0-16eb8 16ebb-16ed3
  16ff2-16ff6 187f8-187ff 18d09-18d1e 18d80-18df2 1e6c0-1e6de 1e6e0-1e6e2 1e6e4-1e6e5 1e6e7-1e6ed 1e6f0-1e6f4
  1e6fe-1e6ff 2b73a-2b73f 2cea2-2cead 323b0-33479
`);
const LETTER = `(?:(?![${NEWER}])\\p{L})`;
const DIGIT = `(?:(?![${NEWER}])\\p{N})`;
const OTHER = `(?:[${NEWER}]|[^\\p{White_Space}\\p{L}\\p{N}])`;

/** GPT-2's pattern (Radford et al. 2019, encoder.py of openai/gpt-2): contractions, words, numbers, the rest, space. */
const PIECE = new RegExp(
  `'s|'t|'re|'ve|'m|'ll|'d| ?${LETTER}+| ?${DIGIT}+| ?${OTHER}+|\\p{White_Space}+(?!\\P{White_Space})|\\p{White_Space}+`,
  'gu',
);

const encoder = new TextEncoder();
const LETTERS = byteLetters();

/** Words of a text in GPT-2's alphabet, where each letter stands for a byte of UTF-8. */
export function byteLevelWords({ add_prefix_space }: ByteLevel): (text: string) => string[] {
  return (text) => {
    const prefixed = add_prefix_space && !text.startsWith(' ') ? ` ${text}` : text;
    return Array.from(prefixed.matchAll(PIECE), ([piece]) => {
      let word = '';
      for (const byte of encoder.encode(piece)) word += LETTERS[byte];
      return word;
    });
  };
}

/** The 256 letters, by byte: printable Latin-1 stands for itself, the others come after U+00FF in order. */
export function byteLetters(): readonly string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable =
      (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
    return String.fromCodePoint(printable ? byte : next++);
  });
}
