import type { LabelMetrics, Metrics, TunedMetrics } from './metrics.js';

/** The usual place to cut a probability, and the entry of the grid that ties go to. */
export const DEFAULT_THRESHOLD = 0.5;

/** Thresholds tried per label: 0.05, 0.10, … 0.95. Dividing keeps each the number that its decimal literal is. */
export const THRESHOLD_GRID: readonly number[] = Array.from({ length: 19 }, (_, k) => (5 * (k + 1)) / 100);

type Counts = { truePositive: number; predicted: number; support: number };

/**
 * Micro and macro F1, and each label's precision, recall and F1. A label is predicted where its probability is at
 * least the threshold. Any 0/0 is 0; macro is the mean over all labels, absent ones too (scikit-learn,
 * `zero_division=0`).
 * @param probabilities [examples, labels]
 * @param targets [examples, labels] of 0 and 1
 */
export function evaluate(
  probabilities: number[][],
  targets: number[][],
  labels: readonly string[],
  threshold: number = DEFAULT_THRESHOLD,
): Metrics {
  checkShapes(probabilities, targets, labels);
  const counts = labels.map((_, label) => count(probabilities, targets, label, threshold));
  return { threshold, ...summarise(counts, labels) };
}

/**
 * The same where each label is cut at the entry of the grid that gives it the largest F1. Ties go to the entry nearest
 * to 0.5, then to the lower one.
 * @param probabilities [examples, labels]
 * @param targets [examples, labels] of 0 and 1
 */
export function evaluateTuned(
  probabilities: number[][],
  targets: number[][],
  labels: readonly string[],
): TunedMetrics {
  checkShapes(probabilities, targets, labels);
  const best = labels.map((_, label) => bestThreshold(probabilities, targets, label));
  const counts = best.map((threshold, label) => count(probabilities, targets, label, threshold));
  const thresholds = Object.fromEntries(
    labels.map((name, label) => [name, best[label] ?? DEFAULT_THRESHOLD]),
  );
  return { thresholds, ...summarise(counts, labels) };
}

function bestThreshold(probabilities: number[][], targets: number[][], label: number): number {
  const middle = THRESHOLD_GRID.indexOf(DEFAULT_THRESHOLD);
  const ranked = THRESHOLD_GRID.map((threshold, index) => ({
    threshold,
    f1: f1(count(probabilities, targets, label, threshold)),
    distance: Math.abs(index - middle),
  })).sort((a, b) => b.f1 - a.f1 || a.distance - b.distance || a.threshold - b.threshold);
  return ranked[0]?.threshold ?? DEFAULT_THRESHOLD;
}

function count(probabilities: number[][], targets: number[][], label: number, threshold: number): Counts {
  const counts: Counts = { truePositive: 0, predicted: 0, support: 0 };
  for (const [row, example] of probabilities.entries()) {
    const isPredicted = (example[label] ?? 0) >= threshold;
    const isTrue = targets[row]?.[label] === 1;
    if (isPredicted) counts.predicted += 1;
    if (isTrue) counts.support += 1;
    if (isPredicted && isTrue) counts.truePositive += 1;
  }
  return counts;
}

/** As 2 tp / (predicted + support): other formulas round differently and break exact ties. */
function f1({ truePositive, predicted, support }: Counts): number {
  return ratio(2 * truePositive, predicted + support);
}

function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator;
}

function summarise(counts: Counts[], labels: readonly string[]): Omit<Metrics, 'threshold'> {
  const pooled: Counts = { truePositive: 0, predicted: 0, support: 0 };
  const per_label: Record<string, LabelMetrics> = {};
  let sum = 0;
  for (const [label, one] of counts.entries()) {
    pooled.truePositive += one.truePositive;
    pooled.predicted += one.predicted;
    pooled.support += one.support;
    sum += f1(one);
    per_label[labels[label] ?? label] = {
      precision: ratio(one.truePositive, one.predicted),
      recall: ratio(one.truePositive, one.support),
      f1: f1(one),
      support: one.support,
    };
  }
  return { micro_f1: f1(pooled), macro_f1: ratio(sum, labels.length), per_label };
}

function checkShapes(probabilities: number[][], targets: number[][], labels: readonly string[]): void {
  if (probabilities.length !== targets.length)
    throw new RangeError(`${probabilities.length} rows of probabilities for ${targets.length} of targets`);
  const wrong = [...probabilities, ...targets].find((row) => row.length !== labels.length);
  if (wrong) throw new RangeError(`a row of ${wrong.length} values for ${labels.length} labels`);
}
