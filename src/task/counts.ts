/** Of one label, one example, or all entries together. */
export type Counts = { truePositive: number; predicted: number; support: number };

export const noCounts = (): Counts => ({ truePositive: 0, predicted: 0, support: 0 });

export function addEntry(counts: Counts, isPredicted: boolean, isTrue: boolean): void {
  if (isPredicted) counts.predicted += 1;
  if (isTrue) counts.support += 1;
  if (isPredicted && isTrue) counts.truePositive += 1;
}

export const precision = ({ truePositive, predicted }: Counts): number => ratio(truePositive, predicted);

export const recall = ({ truePositive, support }: Counts): number => ratio(truePositive, support);

/** As 2 tp / (predicted + support): other formulas round differently and break exact ties. */
export const f1 = ({ truePositive, predicted, support }: Counts): number =>
  ratio(2 * truePositive, predicted + support);

/** 0/0 is 0 (scikit-learn's `zero_division=0`). */
export const ratio = (numerator: number, denominator: number): number =>
  denominator === 0 ? 0 : numerator / denominator;
