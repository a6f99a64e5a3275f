import { z } from 'zod';

/** Share of examples with each label: in the submission, and in the training file. */
export const labelSharesSchema = z.object({
  predicted: z.record(z.string(), z.number()),
  train: z.record(z.string(), z.number()),
});
export type LabelShares = z.infer<typeof labelSharesSchema>;

/** @param rows [examples, labels] of 0 and 1 */
export function sharesOf(rows: ArrayLike<number>, labels: readonly string[]): Record<string, number> {
  const counts = labels.map(() => 0);
  for (let at = 0; at < rows.length; at += 1)
    counts[at % labels.length] = (counts[at % labels.length] ?? 0) + (rows[at] ?? 0);
  return Object.fromEntries(
    labels.map((label, at) => [label, ((counts[at] ?? 0) * labels.length) / Math.max(1, rows.length)]),
  );
}

/** A label is far off where it is predicted at most this share of what training has, or as much more often. */
const FACTOR = 1.5;
/** And where that is more than chance would make of as many examples: so many standard errors. */
const ERRORS = 3;

/**
 * Labels that are predicted far more, or far less often than the training file has them: by half as much again, and by more
 * than three standard errors of a share of so many examples. Test texts may differ from training ones; mostly it is a
 * threshold.
 * @param examples in the submission
 */
export function farOff({ predicted, train }: LabelShares, examples: number): string[] {
  return Object.keys(predicted).filter((label) => {
    const [said, usual] = [predicted[label] ?? 0, train[label] ?? 0];
    const error = Math.sqrt((usual * (1 - usual)) / Math.max(1, examples));
    const [less, more] = [Math.min(said, usual), Math.max(said, usual)];
    return more > FACTOR * less && more - less > ERRORS * error;
  });
}
