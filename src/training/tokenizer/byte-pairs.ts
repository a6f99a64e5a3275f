/** `model` of a tokenizer.json, of type BPE; each merge is two tokens. */
export type BytePairModel = {
  vocab: ReadonlyMap<string, number>;
  merges: readonly (readonly [string, string])[];
};

/** Common words are merged once: how many are remembered, and of how many letters at most. */
const REMEMBERED = 50_000;
const REMEMBERED_LETTERS = 64;

/**
 * Byte-pair encoding (Sennrich et al. 2016): the pair that comes first in `merges` is merged first, from left to right.
 * @returns ids of a word's tokens; the word is made of letters that the vocabulary has
 */
export function bytePairs({ vocab, merges }: BytePairModel): (word: string) => readonly number[] {
  // No token contains a space: the byte alphabet has another letter for it.
  const ranks = new Map(merges.map(([left, right], rank) => [`${left} ${right}`, rank]));
  const known = new Map<string, readonly number[]>();
  const rankAt = (symbols: readonly string[], at: number) =>
    ranks.get(`${symbols[at]} ${symbols[at + 1]}`) ?? Infinity;

  const merged = (word: string) => {
    let symbols = Array.from(word);
    for (;;) {
      let best = Infinity;
      for (let at = 0; at + 1 < symbols.length; at += 1) best = Math.min(best, rankAt(symbols, at));
      if (best === Infinity) return symbols;
      symbols = mergeAll(symbols, best);
    }
  };

  /** Merges the pairs of a rank, until one of a lower rank arises: that one would be next. */
  const mergeAll = (symbols: readonly string[], rank: number) => {
    const result: string[] = [];
    let at = 0;
    let lower = false;
    while (at < symbols.length) {
      const symbol = symbols[at] ?? '';
      if (lower || rankAt(symbols, at) !== rank) {
        result.push(symbol);
        at += 1;
        continue;
      }
      const pair = `${symbol}${symbols[at + 1]}`;
      lower =
        (ranks.get(`${result.at(-1)} ${pair}`) ?? Infinity) < rank ||
        (ranks.get(`${pair} ${symbols[at + 2]}`) ?? Infinity) < rank;
      result.push(pair);
      at += 2;
    }
    return result;
  };

  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const found = merged(word).flatMap((symbol) => vocab.get(symbol) ?? []);
    if (known.size >= REMEMBERED) known.clear();
    if (word.length <= REMEMBERED_LETTERS) known.set(word, found);
    return found;
  };
}
