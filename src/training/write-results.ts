import { atomicWrite } from '../runs/atomic-write.js';
import type { RunFolder, ScoreLine } from '../runs/run-folder.js';
import type { Metrics, PartMetrics, RunMetrics, TunedMetrics } from '../task/metrics.js';
import { evaluateScores, evaluateTuned } from '../task/evaluate.js';
import type { Example, LabelledExample } from '../task/read-examples.js';
import { sigmoid } from '../task/sigmoid.js';

/** Metrics of logits [examples, labels] at 0.5, and at the best threshold of each label. */
export function devMetrics(
  logits: number[][],
  dev: readonly LabelledExample[],
  labels: readonly string[],
): { dev: Metrics; dev_tuned: TunedMetrics } {
  const probabilities = logits.map((row) => row.map(sigmoid));
  const targets = dev.map((example) => example.labels);
  return {
    dev: evaluateScores(probabilities, targets, labels),
    dev_tuned: evaluateTuned(probabilities, targets, labels),
  };
}

type Results = {
  dev: ScoreLine[];
  test: ScoreLine[];
  /** Of a part of a run with folds. */
  heldOut?: ScoreLine[] | undefined;
  /** Of a run with folds. */
  oof?: ScoreLine[] | undefined;
  metrics: RunMetrics | PartMetrics;
};

/** The scores first, and `metrics.json` last: where it is, everything is. */
export async function writeResults(
  folder: RunFolder,
  { dev, test, heldOut, oof, metrics }: Results,
): Promise<void> {
  await atomicWrite(folder.devScores, toLines(dev));
  await atomicWrite(folder.testScores, toLines(test));
  if (heldOut) await atomicWrite(folder.heldOutScores, toLines(heldOut));
  if (oof) await atomicWrite(folder.oofScores, toLines(oof));
  await atomicWrite(folder.metrics, `${JSON.stringify(metrics, null, 1)}\n`);
}

export function scoreLines(examples: readonly Example[], logits: number[][]): ScoreLine[] {
  return examples.map(({ id }, row) => ({ id, logits: logits[row] ?? [] }));
}

const toLines = (scores: ScoreLine[]): string => scores.map((line) => `${JSON.stringify(line)}\n`).join('');
