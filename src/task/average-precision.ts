/**
 * Average precision: the sum over distinct scores, falling, of the step in recall times the precision there. Tied scores
 * are one step. 0 where nothing is positive (scikit-learn's `average_precision_score`).
 * @param scores one an example
 * @param targets of 0 and 1, in the same order
 */
export function averagePrecision(scores: readonly number[], targets: readonly number[]): number {
  const positives = targets.reduce((sum, target) => sum + target, 0);
  if (positives === 0) return 0;
  const order = Float64Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  let found = 0;
  let counted = 0;
  let sum = 0;
  for (let begin = 0; begin < order.length; begin = counted) {
    const score = scores[order[begin] as number];
    let more = 0;
    // At least one, or a score that is no number, and so unlike itself, would never end.
    do {
      more += targets[order[counted] as number] ?? 0;
      counted += 1;
    } while (counted < order.length && scores[order[counted] as number] === score);
    found += more;
    sum += (more / positives) * (found / counted);
  }
  return sum;
}
