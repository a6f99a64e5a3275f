import { parsePositiveWeights } from '../../runs/positive-weights.js';

/**
 * Factors on the loss of positives, one a label.
 * @param text as a spec has it; `balanced`: negatives divided by positives of each label, so that both weigh alike
 * @param labels of the training data, [examples, labels] of 0 and 1
 * @throws UserError `loss.weights` where their number is not that of the labels
 */
export function positiveWeights(
  text: string | null,
  labels: readonly (readonly number[])[],
): number[] | undefined {
  if (text === null) return undefined;
  const count = labels[0]?.length ?? 0;
  const weights = parsePositiveWeights(text, count);
  return weights === 'balanced'
    ? Array.from({ length: count }, (_, label) => balanced(labels, label))
    : weights;
}

/** A label that no example has, or every one, keeps weight 1: there is nothing to balance. */
function balanced(labels: readonly (readonly number[])[], label: number): number {
  const positives = labels.reduce((sum, row) => sum + (row[label] ?? 0), 0);
  const negatives = labels.length - positives;
  return positives === 0 || negatives === 0 ? 1 : negatives / positives;
}
