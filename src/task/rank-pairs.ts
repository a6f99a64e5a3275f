import type { DataReport } from './describe-data.js';

/** Two labels, and how often they are together against chance: 2 is twice as often. */
export type Pair = { labels: [string, string]; together: number; lift: number };

/** Pairs that are rarer than this say little: one text more or less would move them. */
const LEAST_EXPECTED = 5;

/** The label pairs of train that chance would give at least five texts, the one most often together (against chance) first. */
export function rankPairs({ labels, train }: Pick<DataReport, 'labels' | 'train'>): Pair[] {
  const { per_label, together } = train.answers;
  return labels
    .flatMap((a, row) =>
      labels.slice(row + 1).flatMap((b, after) => {
        const column = row + 1 + after;
        const expected = ((per_label[row] ?? 0) * (per_label[column] ?? 0)) / train.examples;
        const both = together[row]?.[column] ?? 0;
        if (expected < LEAST_EXPECTED) return [];
        return [{ labels: [a, b] as [string, string], together: both, lift: both / expected }];
      }),
    )
    .sort((one, other) => other.lift - one.lift);
}
