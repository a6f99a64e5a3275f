/** `model` of a tokenizer.json, of type WordPiece. */
export type WordPieceModel = {
  unk_token: string;
  /** What a piece that does not begin a word has in front of it. */
  continuing_subword_prefix: string;
  /** A longer word is unknown as a whole. */
  max_input_chars_per_word: number;
  vocab: ReadonlyMap<string, number>;
};

/**
 * WordPiece (Wu et al. 2016; as in BERT): the longest piece that the vocabulary has, then the longest of what is left.
 * A word that cannot be cut so is the unknown token.
 * @returns ids of a word's pieces
 */
export function wordPiece(model: WordPieceModel): (word: string) => number[] {
  const { continuing_subword_prefix: prefix, max_input_chars_per_word: longestWord } = model;
  const heads = model.vocab;
  const tails = new Map<string, number>();
  let longest = 1;
  for (const [piece, id] of heads) {
    if (piece.startsWith(prefix)) tails.set(piece.slice(prefix.length), id);
    longest = Math.max(longest, piece.length);
  }
  const unknown = [heads.get(model.unk_token) ?? 0];

  return (word) => {
    if (word.length > longestWord && Array.from(word).length > longestWord) return unknown;
    const ids: number[] = [];
    let start = 0;
    while (start < word.length) {
      const pieces = start === 0 ? heads : tails;
      let end = Math.min(word.length, start + longest);
      let id: number | undefined;
      while (end > start && (id = pieces.get(word.slice(start, end))) === undefined) end -= 1;
      if (id === undefined) return unknown;
      ids.push(id);
      start = end;
    }
    return ids;
  };
}
