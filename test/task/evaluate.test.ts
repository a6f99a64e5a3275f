import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evaluate, evaluateScores, evaluateTuned, THRESHOLD_GRID } from '../../src/task/evaluate.js';
import { readGolden } from '../golden/read-golden.js';

type Case = {
  name: string;
  probabilities: number[][];
  targets: number[][];
  threshold: number;
  micro: { precision: number; recall: number; f1: number };
  macro: { f1: number };
  weighted: { f1: number };
  samples: { f1: number };
  exact_match: number;
  hamming_loss: number;
  average_precision_macro: number;
  average_precision_micro: number;
  per_label: {
    precision: number;
    recall: number;
    f1: number;
    support: number;
    average_precision: number;
  }[];
  best_threshold_per_label: { threshold: number; f1: number }[];
  with_best_thresholds: { micro_f1: number; macro_f1: number };
};

const golden = readGolden<{ labels: string[]; grid: number[]; cases: Case[] }>('metrics.json');

const close = (actual: number | undefined, expected: number, what: string) =>
  assert.ok(Math.abs((actual ?? NaN) - expected) < 1e-12, `${what}: ${actual} instead of ${expected}`);

describe('evaluate', () => {
  it('tries the thresholds of the reference', () => assert.deepEqual(THRESHOLD_GRID, golden.grid));

  for (const one of golden.cases) {
    const labels = golden.labels.slice(0, one.per_label.length);

    it(`equals scikit-learn: ${one.name}`, () => {
      const metrics = evaluate(one.probabilities, one.targets, labels, one.threshold);
      close(metrics.micro_f1, one.micro.f1, 'micro');
      close(metrics.micro_precision, one.micro.precision, 'micro precision');
      close(metrics.micro_recall, one.micro.recall, 'micro recall');
      close(metrics.macro_f1, one.macro.f1, 'macro');
      close(metrics.weighted_f1, one.weighted.f1, 'weighted');
      close(metrics.samples_f1, one.samples.f1, 'samples');
      for (const key of ['exact_match', 'hamming_loss'] as const) close(metrics[key], one[key], key);
      for (const [index, label] of labels.entries())
        for (const key of ['precision', 'recall', 'f1', 'support'] as const)
          close(metrics.per_label[label]?.[key], one.per_label[index]?.[key] ?? NaN, `${label} ${key}`);
    });

    it(`equals scikit-learn's average precision: ${one.name}`, () => {
      const metrics = evaluateScores(one.probabilities, one.targets, labels);
      for (const key of ['average_precision_macro', 'average_precision_micro'] as const)
        close(metrics[key], one[key], key);
      for (const [index, label] of labels.entries())
        close(
          metrics.per_label[label]?.average_precision,
          one.per_label[index]?.average_precision ?? NaN,
          label,
        );
    });

    it(`finds the best thresholds: ${one.name}`, () => {
      const tuned = evaluateTuned(one.probabilities, one.targets, labels);
      close(tuned.micro_f1, one.with_best_thresholds.micro_f1, 'micro');
      close(tuned.macro_f1, one.with_best_thresholds.macro_f1, 'macro');
      assert.deepEqual(
        labels.map((label) => tuned.thresholds[label]),
        one.best_threshold_per_label.map(({ threshold }) => threshold),
      );
    });
  }

  it('comes to an end with scores that are no numbers', () => {
    const { average_precision_micro } = evaluateScores([[NaN], [NaN], [0.5]], [[1], [0], [1]], ['joy']);
    assert.ok(average_precision_micro !== undefined);
  });

  it('refuses rows that do not fit the labels', () => {
    assert.throws(() => evaluate([[0.5]], [[1]], ['joy', 'fear']), /a row of 1 values for 2 labels/);
    assert.throws(() => evaluate([], [[1]], ['joy']), /0 rows of probabilities for 1/);
  });
});
