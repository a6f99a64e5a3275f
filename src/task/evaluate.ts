import { averagePrecision } from './average-precision.js';
import { addEntry, type Counts, f1, noCounts, precision, ratio, recall } from './counts.js';
import type { Metrics, TunedMetrics } from './metrics.js';

/** The usual place to cut a probability, and the entry of the grid that ties go to. */
export const DEFAULT_THRESHOLD = 0.5;

/** Thresholds tried per label: 0.05, 0.10, … 0.95. Dividing keeps each the number that its decimal literal is. */
export const THRESHOLD_GRID: readonly number[] = Array.from({ length: 19 }, (_, k) => (5 * (k + 1)) / 100);

type Rows = readonly (readonly number[])[];
type Data = { probabilities: Rows; targets: Rows; labels: readonly string[] };

/**
 * The task's metrics at one threshold (scikit-learn, `zero_division=0`): a label is predicted where its probability is at
 * least the threshold; any 0/0 is 0; micro pools all entries; macro is the mean over all labels, absent ones too;
 * weighted the mean by support; samples the mean over examples, where one with nothing true and nothing predicted
 * counts 0.
 * @param probabilities [examples, labels]
 * @param targets [examples, labels] of 0 and 1
 */
export function evaluate(
  probabilities: Rows,
  targets: Rows,
  labels: readonly string[],
  threshold: number = DEFAULT_THRESHOLD,
): Metrics {
  const data = checkShapes({ probabilities, targets, labels });
  return {
    threshold,
    ...atThresholds(
      data,
      labels.map(() => threshold),
    ),
  };
}

/**
 * The same with what no threshold is needed for: average precision of each label, their mean (macro), and of all entries
 * together (micro). It says something of scores, not of votes.
 */
export function evaluateScores(probabilities: Rows, targets: Rows, labels: readonly string[]): Metrics {
  const metrics = evaluate(probabilities, targets, labels);
  const ofLabels = labels.map((_, label) =>
    averagePrecision(...columns({ probabilities, targets, labels }, label)),
  );
  const per_label = { ...metrics.per_label };
  for (const [label, name] of labels.entries()) {
    const one = per_label[name];
    if (one) per_label[name] = { ...one, average_precision: ofLabels[label] ?? 0 };
  }
  return {
    ...metrics,
    average_precision_macro: mean(ofLabels),
    average_precision_micro: averagePrecision(probabilities.flat(), targets.flat()),
    per_label,
  };
}

/**
 * The same where each label is cut at the entry of the grid that gives it the largest F1. Ties go to the entry nearest
 * to 0.5, then to the lower one. Chosen on the data that they are scored on, so the scores flatter.
 * @param probabilities [examples, labels]
 * @param targets [examples, labels] of 0 and 1
 */
export function evaluateTuned(probabilities: Rows, targets: Rows, labels: readonly string[]): TunedMetrics {
  const data = checkShapes({ probabilities, targets, labels });
  const best = labels.map((_, label) => bestThreshold(data, label));
  const thresholds = Object.fromEntries(
    labels.map((name, label) => [name, best[label] ?? DEFAULT_THRESHOLD]),
  );
  return { thresholds, ...atThresholds(data, best) };
}

function bestThreshold(data: Data, label: number): number {
  const middle = THRESHOLD_GRID.indexOf(DEFAULT_THRESHOLD);
  const [scores, targets] = columns(data, label);
  const ranked = THRESHOLD_GRID.map((threshold, index) => {
    const counts = noCounts();
    for (const [row, score] of scores.entries()) addEntry(counts, score >= threshold, targets[row] === 1);
    return { threshold, f1: f1(counts), distance: Math.abs(index - middle) };
  }).sort((a, b) => b.f1 - a.f1 || a.distance - b.distance || a.threshold - b.threshold);
  return ranked[0]?.threshold ?? DEFAULT_THRESHOLD;
}

/** @param thresholds one a label */
function atThresholds({ probabilities, targets, labels }: Data, thresholds: readonly number[]) {
  const ofLabels = labels.map(noCounts);
  const pooled = noCounts();
  const samples: number[] = [];
  let exact = 0;
  let wrong = 0;
  for (const [row, scores] of probabilities.entries()) {
    const sample = noCounts();
    for (const [label, score] of scores.entries()) {
      const isPredicted = score >= (thresholds[label] ?? DEFAULT_THRESHOLD);
      const isTrue = targets[row]?.[label] === 1;
      for (const counts of [ofLabels[label], pooled, sample])
        if (counts) addEntry(counts, isPredicted, isTrue);
    }
    const missed = sample.predicted + sample.support - 2 * sample.truePositive;
    wrong += missed;
    if (missed === 0) exact += 1;
    samples.push(f1(sample));
  }
  return {
    micro_f1: f1(pooled),
    micro_precision: precision(pooled),
    micro_recall: recall(pooled),
    macro_f1: mean(ofLabels.map(f1)),
    weighted_f1: ratio(
      ofLabels.reduce((sum, one) => sum + f1(one) * one.support, 0),
      pooled.support,
    ),
    samples_f1: mean(samples),
    exact_match: ratio(exact, probabilities.length),
    hamming_loss: ratio(wrong, probabilities.length * labels.length),
    per_label: Object.fromEntries(labels.map((name, label) => [name, ofLabel(ofLabels[label])])),
  };
}

const ofLabel = (counts: Counts = noCounts()) => ({
  ...{ precision: precision(counts), recall: recall(counts), f1: f1(counts), support: counts.support },
});

const mean = (values: readonly number[]): number =>
  ratio(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  );

/** A label's probabilities and targets. */
const columns = ({ probabilities, targets }: Data, label: number): [number[], number[]] => [
  probabilities.map((row) => row[label] ?? 0),
  targets.map((row) => row[label] ?? 0),
];

function checkShapes(data: Data): Data {
  const { probabilities, targets, labels } = data;
  if (probabilities.length !== targets.length)
    throw new RangeError(`${probabilities.length} rows of probabilities for ${targets.length} of targets`);
  const wrong = [...probabilities, ...targets].find((row) => row.length !== labels.length);
  if (wrong) throw new RangeError(`a row of ${wrong.length} values for ${labels.length} labels`);
  return data;
}
