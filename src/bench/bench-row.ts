import type { NamedConfig, Target } from './bench-config.js';
import type { Closed, Went } from './protocol.js';
import { largestDifference, median } from './statistics.js';

/** What one configuration gave; `bench engine --json` prints an array of these. Null: not measured. */
export type BenchRow = {
  config: string;
  /** Median milliseconds of a counted step; of an `epoch`, all its steps together. */
  labmate_ms: number;
  pytorch_ms: number | null;
  /** Labmate's over PyTorch's: below 1, Labmate is faster. */
  ratio: number | null;
  /** Peak resident memory of the process, MiB. */
  labmate_mb: number;
  pytorch_mb: number | null;
  memory_ratio: number | null;
  dropout: number;
  /** How many steps the medians are over. */
  steps: number;
  /** Building the step (a trace, a compiler) and taking it for the first time. */
  labmate_first_ms: number;
  pytorch_first_ms: number | null;
  /** Losses of all steps from the first one on, uncounted ones included; empty where it predicts. */
  labmate_losses: (number | null)[];
  pytorch_losses: (number | null)[] | null;
  /** Of losses, or of logits where it predicts; only without dropout, whose random draws differ. */
  largest_difference: number | null;
  /** `epoch` alone: the same epoch with every batch padded to the longest length, and how many times that takes. */
  padded_ms?: number;
  padded_mb?: number;
  speedup?: number;
  target: Target;
};

/** What was seen of one process. */
export type Measurement = {
  firstMs: number;
  /** Milliseconds of the counted steps. */
  counted: number[];
  values: Went['values'];
  peakMb: Closed['peak_mb'];
};

/** @param pytorch left out where there is no PyTorch to compare with */
export function benchRow(config: NamedConfig, labmate: Measurement, pytorch?: Measurement): BenchRow {
  const { name, kind, dropout, target } = config;
  const ours = median(labmate.counted);
  const theirs = pytorch ? median(pytorch.counted) : null;
  const losses = (values: Went['values']) => (kind === 'predict' ? [] : values);
  const comparable = pytorch && (dropout === 0 || kind === 'predict');
  return {
    config: name,
    labmate_ms: round(ours, 2),
    pytorch_ms: theirs && round(theirs, 2),
    ratio: theirs && round(ours / theirs, 3),
    labmate_mb: Math.round(labmate.peakMb),
    pytorch_mb: pytorch ? Math.round(pytorch.peakMb) : null,
    memory_ratio: pytorch ? round(labmate.peakMb / pytorch.peakMb, 3) : null,
    dropout,
    steps: labmate.counted.length,
    labmate_first_ms: Math.round(labmate.firstMs),
    pytorch_first_ms: pytorch ? Math.round(pytorch.firstMs) : null,
    labmate_losses: losses(labmate.values),
    pytorch_losses: pytorch ? losses(pytorch.values) : null,
    largest_difference: comparable ? largestDifference(labmate.values, pytorch.values) : null,
    target,
  };
}

/** The row of an epoch, which is compared with itself: PyTorch has no part in it. */
export function epochRow(config: NamedConfig, bucketed: Measurement, padded: Measurement): BenchRow {
  const total = ({ counted }: Measurement) => counted.reduce((sum, ms) => sum + ms, 0);
  return {
    ...benchRow(config, bucketed),
    labmate_ms: round(total(bucketed), 2),
    padded_ms: round(total(padded), 2),
    padded_mb: Math.round(padded.peakMb),
    speedup: round(total(padded) / total(bucketed), 3),
  };
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
