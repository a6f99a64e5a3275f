/**
 * Pearson's coefficient of two equally long lists, from -1 to 1; undefined where one of them does not vary (or has fewer
 * than two values).
 */
export function pearson(xs: readonly number[], ys: readonly number[]): number | undefined {
  const [meanX, meanY] = [mean(xs), mean(ys)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [at, x] of xs.entries()) {
    const [dx, dy] = [x - meanX, (ys[at] ?? 0) - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  // Equal values leave rounding behind, and no correlation.
  if (new Set(xs).size < 2 || new Set(ys).size < 2) return undefined;
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/** Spearman's rank coefficient: Pearson's of the ranks, equal values sharing the mean of theirs. */
export const spearman = (xs: readonly number[], ys: readonly number[]): number | undefined =>
  pearson(ranks(xs), ranks(ys));

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function ranks(values: readonly number[]): number[] {
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  for (const [rank, value] of [...values].sort((a, b) => a - b).entries()) {
    if (!first.has(value)) first.set(value, rank);
    last.set(value, rank);
  }
  return values.map((value) => ((first.get(value) ?? 0) + (last.get(value) ?? 0)) / 2);
}
