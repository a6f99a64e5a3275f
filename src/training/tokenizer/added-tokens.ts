import { codePointClass } from './code-points.js';

/** An entry of `added_tokens` in a tokenizer.json: a token that is found in the text before anything else is done. */
export type AddedToken = {
  id: number;
  content: string;
  /** Only where it is not part of a longer word. */
  single_word: boolean;
  /** Takes the white space to its left along. */
  lstrip: boolean;
  /** Takes the white space to its right along. */
  rstrip: boolean;
  /** Looked for in the normalised text, and normalised itself. */
  normalized: boolean;
  special: boolean;
};

/** A stretch of the text, or the id of an added token. */
export type Section = string | number;

// Rust's \w and \s, which are Unicode's, not JavaScript's, and as Unicode 16 has them.
const NEWER = codePointClass(`
  88f c5c cdc 1acf-1add 1ae0-1aeb a7ce-a7cf a7d2 a7d4 a7f1 10940-10959 10ec5-10ec7 10efa-10efb 11b60-11b67
  11db0-11ddb 11de0-11de9 16ea0-16eb8 16ebb-16ed3 16ff2-16ff6 187f8-187ff 18d09-18d1e 18d80-18df2 1e6c0-1e6de
  1e6e0-1e6f5 1e6fe-1e6ff 2b73a-2b73f 2cea2-2cead 323b0-33479
`);
const WORD = `(?![${NEWER}])[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]`;
const ENDS_WITH_WORD = new RegExp(`${WORD}$`, 'u');
const STARTS_WITH_WORD = new RegExp(`^${WORD}`, 'u');
const SPACE = /^\p{White_Space}$/u;

/**
 * Cuts texts at their added tokens as Hugging Face's tokenizers do (`AddedVocabulary`): first come, first served, the
 * longest of those that begin at the same place; those of the raw text before those of the normalised text.
 * @returns the ids found and the normalised stretches between them
 */
export function addedTokenSplitter(
  tokens: readonly AddedToken[],
  normalize: (text: string) => string,
): (text: string) => Section[] {
  const raw = cutter(tokens.filter(({ normalized }) => !normalized));
  const normal = cutter(
    tokens
      .filter(({ normalized }) => normalized)
      .map((token) => ({ ...token, content: normalize(token.content) })),
  );
  return (text) =>
    raw(text).flatMap((section) => (typeof section === 'string' ? normal(normalize(section)) : [section]));
}

function cutter(tokens: readonly AddedToken[]): (text: string) => Section[] {
  const byContent = new Map(tokens.map((token) => [token.content, token]));
  byContent.delete('');
  if (byContent.size === 0) return (text) => [text];
  const longestFirst = [...byContent.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(escaped).join('|'), 'gu');

  return (text) => {
    const sections: Section[] = [];
    let done = 0;
    for (const { 0: content, index } of text.matchAll(pattern)) {
      const token = byContent.get(content);
      if (token === undefined) continue;
      let [start, end] = [index, index + content.length];
      if (token.single_word && insideWord(text, start, end)) continue;
      if (token.lstrip) while (start > done && SPACE.test(text.charAt(start - 1))) start -= 1;
      if (token.rstrip) while (SPACE.test(text.charAt(end))) end += 1;
      if (done < start) sections.push(text.slice(done, start));
      sections.push(token.id);
      done = end;
    }
    if (done < text.length) sections.push(text.slice(done));
    return sections;
  };
}

function insideWord(text: string, start: number, end: number): boolean {
  return (
    ENDS_WITH_WORD.test(text.slice(Math.max(0, start - 2), start)) ||
    STARTS_WITH_WORD.test(text.slice(end, end + 2))
  );
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
