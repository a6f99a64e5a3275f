import { ratio } from '../../task/counts.js';
import type { Combined, Targets } from './score-table.js';

/**
 * Micro-F1 over all entries where each label is cut at its threshold, as `evaluate` has it: yes where the score is at
 * least the threshold, 0/0 is 0.
 * @param thresholds one a label
 */
export function microF1(scores: Combined, targets: Targets, thresholds: readonly number[]): number {
  const labels = thresholds.length;
  let [hits, predicted, support] = [0, 0, 0];
  for (let label = 0; label < labels; label += 1) {
    const threshold = thresholds[label] ?? 0.5;
    for (let at = label; at < scores.length; at += labels) {
      const target = targets[at] ?? 0;
      support += target;
      if ((scores[at] ?? 0) < threshold) continue;
      predicted += 1;
      hits += target;
    }
  }
  return ratio(2 * hits, predicted + support);
}

/** The same where everything is cut at one place. */
export function microF1At(scores: Combined, targets: Targets, threshold: number): number {
  let [hits, predicted, support] = [0, 0, 0];
  for (let at = 0; at < scores.length; at += 1) {
    const target = targets[at] ?? 0;
    const yes = (scores[at] ?? 0) >= threshold ? 1 : 0;
    support += target;
    predicted += yes;
    hits += yes & target;
  }
  return ratio(2 * hits, predicted + support);
}
