import { UserError } from '../../user-error.js';

/**
 * Factors on the loss of positives, one a label.
 * @param text `balanced` (negatives divided by positives of each label, so that both weigh alike in the sum), one factor
 *   for all labels, or one for each with commas between them; null: none
 * @param labels of the training data, [examples, labels] of 0 and 1
 * @throws UserError `loss.weights` where their number is not that of the labels
 */
export function positiveWeights(
  text: string | null,
  labels: readonly (readonly number[])[],
): number[] | undefined {
  if (text === null) return undefined;
  const count = labels[0]?.length ?? 0;
  if (text === 'balanced') return Array.from({ length: count }, (_, label) => balanced(labels, label));
  const factors = text.split(',').map(Number);
  const [only = 1] = factors;
  if (factors.length === 1) return Array.from({ length: count }, () => only);
  if (factors.length === count) return factors;
  throw new UserError(
    'loss.weights',
    `\`pos_weight\` has ${factors.length} factors for ${count} labels. Give one factor, one for each label, or \`balanced\`.`,
  );
}

/** A label that no example has keeps weight 1: nothing is weighed by it. */
function balanced(labels: readonly (readonly number[])[], label: number): number {
  const positives = labels.reduce((sum, row) => sum + (row[label] ?? 0), 0);
  return positives === 0 ? 1 : (labels.length - positives) / positives;
}
