import { addedTokenSplitter } from './added-tokens.js';
import { bertNormalizer } from './bert-normalizer.js';
import { bertWords } from './bert-words.js';
import { byteLevelWords } from './byte-level.js';
import { bytePairs } from './byte-pairs.js';
import type { TokenizerJson } from './tokenizer-json.js';
import { wordPiece } from './word-piece.js';

/** Half of a pair alone, which is no character: Python and Rust have no text with one in it. */
const LONE_SURROGATE = /\p{Cs}/gu;

/** From a text to the ids of its tokens, without those that stand around it. */
export function pipeline(json: TokenizerJson): (text: string) => number[] {
  const [normalize, words, idsOfWord] =
    json.kind === 'wordpiece'
      ? [json.normalizer ? bertNormalizer(json.normalizer) : asItIs, bertWords, wordPiece(json.model)]
      : [asItIs, byteLevelWords(json.byteLevel), bytePairs(json.model)];
  const split = addedTokenSplitter(json.addedTokens, normalize);
  return (text) =>
    split(text.replace(LONE_SURROGATE, '\ufffd')).flatMap((section) =>
      typeof section === 'number' ? section : words(section).flatMap(idsOfWord),
    );
}

function asItIs(text: string): string {
  return text;
}
