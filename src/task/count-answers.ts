import { takeTurns } from './take-turns.js';

/** How the answers of a file are spread. All numbers are counts of lines; labels are in the task's order. */
export type AnswerCounts = {
  /** [labels]: lines that have it. */
  per_label: number[];
  /** [labels + 1]: lines with none, one, two … labels. */
  labels_per_text: number[];
  /** [labels, labels]: lines that have both; a label with itself is its own count. */
  together: number[][];
  /**
   * [labels, labels]: pointwise mutual information in bits, log2(p(a, b) / (p(a) p(b))): 1 means twice as often together as
   * by chance (Church and Hanks 1990). null where the two never meet, and for a label with itself.
   */
  pmi: (number | null)[][];
};

/**
 * Gives way to others meanwhile.
 * @param rows [examples, labels] of 0 and 1
 * @param labels how many labels there are
 */
export async function countAnswers(
  rows: readonly (readonly number[])[],
  labels: number,
): Promise<AnswerCounts> {
  const together = Array.from({ length: labels }, () => new Array<number>(labels).fill(0));
  const labels_per_text = new Array<number>(labels + 1).fill(0);
  const giveWay = takeTurns();
  for (const row of rows) {
    await giveWay();
    const had = [...row.keys()].filter((label) => row[label] === 1);
    labels_per_text[had.length] = (labels_per_text[had.length] ?? 0) + 1;
    for (const a of had) {
      const counts = together[a] ?? [];
      for (const b of had) counts[b] = (counts[b] ?? 0) + 1;
    }
  }
  const per_label = together.map((counts, label) => counts[label] ?? 0);
  const pmi = together.map((counts, a) =>
    counts.map((both, b) => {
      if (a === b || both === 0) return null;
      return Math.log2((both * rows.length) / ((per_label[a] ?? 0) * (per_label[b] ?? 0)));
    }),
  );
  return { per_label, labels_per_text, together, pmi };
}
