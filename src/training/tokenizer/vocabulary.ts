import { TokenizerProblem } from './tokenizer-problem.js';

/** Tokens and their ids. */
export type Vocabulary = ReadonlyMap<string, number>;

/** More entries than any vocabulary has; ids of a damaged file could be anything. */
const MOST = 2 ** 22;

/**
 * Reads a vocab.txt: a token per line, its id the line's number from 0. Of equal lines the last one counts, and white
 * space at the end of a line does not, as in Hugging Face's tokenizers.
 */
export function parseVocabulary(text: string): Vocabulary {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return withoutGaps(new Map(lines.map((line, id) => [line.replace(/\p{White_Space}+$/u, ''), id])));
}

/**
 * A vocabulary in which every id up to the highest has a token: transformers counts tokens to find the next free id, so
 * with a gap it would hand out one that is taken. No text contains the tokens that are put there: a word with a bracket
 * is always cut.
 * @throws TokenizerProblem
 */
export function withoutGaps(vocabulary: Vocabulary): Vocabulary {
  const taken = new Set(vocabulary.values());
  const size = nextId(vocabulary);
  if (size > MOST)
    throw new TokenizerProblem(`Its vocabulary has the id ${size - 1}, which cannot be meant.`);
  const whole = new Map(vocabulary);
  for (let id = 0; id < size; id += 1) {
    if (taken.has(id)) continue;
    let filler = `[unused${id}]`;
    while (whole.has(filler)) filler = `[${filler}]`;
    whole.set(filler, id);
  }
  return whole;
}

/** The vocabulary with added tokens among its own. */
export function withTokens(
  vocabulary: Vocabulary,
  tokens: readonly { content: string; id: number }[],
): Vocabulary {
  return new Map([...vocabulary, ...tokens.map(({ content, id }) => [content, id] as const)]);
}

/** The highest id + 1. */
export function nextId(vocabulary: Vocabulary): number {
  let next = 0;
  for (const id of vocabulary.values()) next = Math.max(next, id + 1);
  return next;
}

/** The vocab.txt of a vocabulary without gaps. */
export function formatVocabulary(vocabulary: Vocabulary): string {
  const lines: string[] = [];
  // A token with a line break, which no text contains, would shift all that follow.
  for (const [token, id] of vocabulary) lines[id] = token.replace(/[\r\n]/g, ' ');
  return lines.map((line) => `${line}\n`).join('');
}
