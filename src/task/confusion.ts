/** Rows are what is true, columns what was predicted; behind the labels, a row and a column for "none". */
export type Confusion = { counts: number[][]; shares: number[][] };

type Rows = readonly (readonly number[] | Uint8Array)[];

/**
 * The multi-label confusion matrix (MLCM) of Heydarian, Doyle and Samavi 2022 (IEEE Access 10), [labels + 1, labels + 1].
 * Each example counts on the diagonal for every label that is right, and then, by which of its labels are wrong:
 * 1. nothing is predicted wrongly: each missed label counts in the column "none";
 * 2. nothing is missed: each wrong label counts in the rows of all that is true (in the row "none" where nothing is);
 * 3. both: each wrong label counts in the rows of the missed labels.
 * The authors' program differs from that in the third case, where the order of the labels decides from the second wrong
 * one on; here it never does.
 * @param targets [examples, labels] of 0 and 1
 * @param predictions the same shape
 * @returns `shares`: each row of `counts` divided by its sum; a row without a count is 0
 */
export function confusion(targets: Rows, predictions: Rows, labels: number): Confusion {
  const none = labels;
  const counts = Array.from({ length: labels + 1 }, () => new Array<number>(labels + 1).fill(0));
  const count = (row: number, column: number): void => {
    const cells = counts[row];
    if (cells) cells[column] = (cells[column] ?? 0) + 1;
  };
  for (const [example, target] of targets.entries()) {
    const predicted = predictions[example] ?? [];
    const all = Array.from({ length: labels }, (_, label) => label);
    const isTrue = (label: number) => target[label] === 1;
    const isPredicted = (label: number) => predicted[label] === 1;
    for (const label of all.filter((one) => isTrue(one) && isPredicted(one))) count(label, label);
    const missed = all.filter((label) => isTrue(label) && !isPredicted(label));
    const wrong = all.filter((label) => !isTrue(label) && isPredicted(label));
    const trueOnes = all.filter(isTrue);
    if (trueOnes.length === 0 && wrong.length === 0) count(none, none);
    if (wrong.length === 0) for (const label of missed) count(label, none);
    const rows = missed.length > 0 ? missed : trueOnes.length > 0 ? trueOnes : [none];
    for (const label of wrong) for (const row of rows) count(row, label);
  }
  return { counts, shares: counts.map(shareOf) };
}

function shareOf(row: readonly number[]): number[] {
  const sum = row.reduce((total, value) => total + value, 0);
  return row.map((value) => (sum === 0 ? 0 : value / sum));
}

/** What is taken for what most often, the largest share of its row first. */
export function commonest(
  { counts, shares }: Confusion,
  most: number,
): { row: number; column: number; count: number; share: number }[] {
  return shares
    .flatMap((cells, row) =>
      cells.map((share, column) => ({ row, column, share, count: counts[row]?.[column] ?? 0 })),
    )
    .filter(({ row, column, count }) => row !== column && count > 0)
    .sort((a, b) => b.share - a.share || a.row - b.row || a.column - b.column)
    .slice(0, most);
}
