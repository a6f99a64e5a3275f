import { atomicWrite } from '../runs/atomic-write.js';
import type { RunFolder, ScoreLine } from '../runs/run-folder.js';
import type { RunMetrics } from '../task/metrics.js';
import { evaluateScores, evaluateTuned } from '../task/evaluate.js';
import type { Example, LabelledExample } from '../task/read-examples.js';
import { sigmoid } from '../task/sigmoid.js';

/** Metrics of dev logits [examples, labels] at 0.5, and at the best threshold of each label. */
export function devMetrics(
  logits: number[][],
  dev: LabelledExample[],
  labels: readonly string[],
): RunMetrics {
  const probabilities = logits.map((row) => row.map(sigmoid));
  const targets = dev.map((example) => example.labels);
  return {
    dev: evaluateScores(probabilities, targets, labels),
    dev_tuned: evaluateTuned(probabilities, targets, labels),
  };
}

/** The scores first, and `metrics.json` last: where it is, everything is. */
export async function writeResults(
  folder: RunFolder,
  { dev, test, metrics }: { dev: ScoreLine[]; test: ScoreLine[]; metrics: RunMetrics },
): Promise<void> {
  await atomicWrite(folder.devScores, toLines(dev));
  await atomicWrite(folder.testScores, toLines(test));
  await atomicWrite(folder.metrics, `${JSON.stringify(metrics, null, 1)}\n`);
}

export function scoreLines(examples: readonly Example[], logits: number[][]): ScoreLine[] {
  return examples.map(({ id }, row) => ({ id, logits: logits[row] ?? [] }));
}

const toLines = (scores: ScoreLine[]): string => scores.map((line) => `${JSON.stringify(line)}\n`).join('');
