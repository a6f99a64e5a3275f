import { quantile } from '../quantile.js';
import { SeededRandom } from '../seeded-random.js';
import { type Columns, growTree, predict } from './regression-tree.js';

export type ForestJob = {
  columns: Columns;
  /** [runs] */
  scores: readonly number[];
  trees: number;
  /** How many forests are grown on shuffled scores. */
  shuffles: number;
  seed: number;
};

export type ForestFindings = {
  /** For each feature; may be below 0, which means nothing. */
  importance: number[];
  /** Importance that the largest of all features reaches by chance in one forest of twenty. */
  chance: number;
  /** Share of the scores' variance that the forest predicts of runs that it has not seen; below 0: none. */
  explained: number;
};

/**
 * Permutation importance of a random forest (Breiman 2001): how much larger the squared error of runs that a tree has not
 * seen gets when a feature's values change places among them, as a share of the variance of the scores.
 *
 * What chance brings is found as in Altmann et al. 2010: forests on scores in random order, where no feature matters. Of
 * each the largest importance counts (Westfall and Young 1993), so that of many options none is taken for important only
 * because there are many.
 */
export function forestImportance({ columns, scores, trees, shuffles, seed }: ForestJob): ForestFindings {
  const random = new SeededRandom(seed);
  const found = growForest(columns, scores, trees, random);
  const shuffled = [...scores];
  const largest = Array.from({ length: shuffles }, () => {
    random.shuffle(shuffled);
    return Math.max(...growForest(columns, shuffled, trees, random).importance);
  });
  return { ...found, chance: quantile(Float64Array.from(largest).sort(), 0.95) };
}

function growForest(
  columns: Columns,
  scores: readonly number[],
  trees: number,
  random: SeededRandom,
): Omit<ForestFindings, 'chance'> {
  const importance = columns.map(() => 0);
  const unseen = scores.map(() => ({ sum: 0, count: 0 }));
  // A third, as Breiman has it for regression, would leave few features to choose from where there are three or four.
  const tries = Math.max(1, Math.ceil(columns.length / 2));
  const least = Math.max(2, Math.floor(scores.length / 40));
  for (let tree = 0; tree < trees; tree += 1) {
    const rows = scores.map(() => random.index(scores.length));
    const taken = new Set(rows);
    const left = [...scores.keys()].filter((row) => !taken.has(row));
    if (left.length < 2) continue;
    const root = growTree(columns, scores, rows, { tries, least, random });
    const guess = (row: number, changed?: { feature: number; row: number }) =>
      predict(
        root,
        (feature) => columns[feature]?.column[changed?.feature === feature ? changed.row : row] ?? 0,
      );
    const before = left.map((row) => (guess(row) - (scores[row] ?? 0)) ** 2);
    for (const row of left) {
      const one = unseen[row];
      if (!one) continue;
      one.sum += guess(row);
      one.count += 1;
    }
    for (const feature of columns.keys()) {
      const places = [...left];
      random.shuffle(places);
      const rise = left.reduce(
        (sum, row, at) =>
          sum +
          (guess(row, { feature, row: places[at] ?? row }) - (scores[row] ?? 0)) ** 2 -
          (before[at] ?? 0),
        0,
      );
      importance[feature] = (importance[feature] ?? 0) + rise / left.length / trees;
    }
  }
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length;
  const errors = unseen.flatMap(({ sum, count }, row) =>
    count > 0 ? [(sum / count - (scores[row] ?? 0)) ** 2] : [],
  );
  const error = errors.reduce((sum, one) => sum + one, 0) / errors.length;
  return { importance: importance.map((one) => one / variance), explained: 1 - error / variance };
}
