import { THRESHOLD_GRID } from '../../task/evaluate.js';
import { ratio } from '../../task/counts.js';
import type { Combined, Targets } from './score-table.js';

/**
 * For each label the threshold of the task's grid that gives it the largest F1; ties go to the one nearest to 0.5, then
 * to the lower, as a run's tuned metrics have it.
 */
export function tuneThresholds(scores: Combined, targets: Targets, labels: number): number[] {
  return Array.from({ length: labels }, (_, label) => {
    const ranked = THRESHOLD_GRID.map((threshold) => {
      let [hits, predicted, support] = [0, 0, 0];
      for (let at = label; at < scores.length; at += labels) {
        const target = targets[at] as number;
        const yes = (scores[at] as number) >= threshold ? 1 : 0;
        support += target;
        predicted += yes;
        hits += yes & target;
      }
      return { threshold, f1: ratio(2 * hits, predicted + support) };
    }).sort(
      (a, b) => b.f1 - a.f1 || Math.round(100 * (distance(a) - distance(b))) || a.threshold - b.threshold,
    );
    return ranked[0]?.threshold ?? 0.5;
  });
}

const distance = ({ threshold }: { threshold: number }): number => Math.abs(threshold - 0.5);
