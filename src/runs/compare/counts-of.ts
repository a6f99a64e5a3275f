import { ratio } from '../../task/counts.js';
import type { Answers } from './read-answers.js';
import { type PairedCounts, sumWhole } from './resample.js';

/** A column for each label of each run: run 0's labels first. */
export function countsByLabel({ labels, examples, answers }: Answers): PairedCounts {
  const columns = answers.length * labels.length;
  const counts = empty(examples.length, columns);
  for (const [run, own] of answers.entries())
    for (const [row, example] of examples.entries())
      for (const label of labels.keys()) {
        const answer = own[row * labels.length + label] ?? 0;
        const truth = example.labels[label] ?? 0;
        const at = row * columns + run * labels.length + label;
        counts.truePositives[at] = answer & truth;
        counts.sizes[at] = answer + truth;
      }
  return counts;
}

/** A column for each run, all its labels together. @throws RangeError for more labels than a byte can count */
export function countsByRun({ labels, examples, answers }: Answers): PairedCounts {
  if (labels.length > 127) throw new RangeError(`${labels.length} labels are more than 127`);
  const columns = answers.length;
  const counts = empty(examples.length, columns);
  for (const [run, own] of answers.entries())
    for (const [row, example] of examples.entries()) {
      const at = row * columns + run;
      for (const [label, truth] of example.labels.entries()) {
        const answer = own[row * labels.length + label] ?? 0;
        counts.truePositives[at] = (counts.truePositives[at] ?? 0) + (answer & truth);
        counts.sizes[at] = (counts.sizes[at] ?? 0) + answer + truth;
      }
    }
  return counts;
}

/** F1 of the examples as they are, pooled over columns. */
export function f1Of(counts: PairedCounts, pooled: readonly number[]): number {
  const { truePositives, sizes } = sumWhole(counts);
  const over = (sums: Int32Array) => pooled.reduce((sum, column) => sum + (sums[column] ?? 0), 0);
  return ratio(2 * over(truePositives), over(sizes));
}

const empty = (examples: number, columns: number): PairedCounts => ({
  examples,
  columns,
  truePositives: new Uint8Array(examples * columns),
  sizes: new Uint8Array(examples * columns),
});
