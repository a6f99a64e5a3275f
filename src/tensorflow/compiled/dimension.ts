/** A batch's shape: texts and tokens. */
export type BatchShape = { batch: number; length: number };

/** A number that depends on a batch's shape: factor * batch^batchPower * length^lengthPower. */
export type Dimension = { factor: number; batchPower: number; lengthPower: number };

const POWERS = [0, 1, -1, 2, -2];
const CLOSE = 1e-5;

/**
 * What a number that is `first` for one batch shape and `second` for another is in general. The shapes must have
 * batches and lengths that are no powers of each other, so that only one answer fits.
 * @returns undefined where no product of powers fits
 */
export function fitDimension(
  [first, second]: readonly [number, number],
  [one, other]: readonly [BatchShape, BatchShape],
  whole: boolean,
): Dimension | undefined {
  if (first === second) return { factor: first, batchPower: 0, lengthPower: 0 };
  for (const batchPower of POWERS)
    for (const lengthPower of POWERS) {
      const factor = first / (one.batch ** batchPower * one.length ** lengthPower);
      const expected = factor * other.batch ** batchPower * other.length ** lengthPower;
      if (whole && (!Number.isInteger(factor) || batchPower < 0 || lengthPower < 0)) continue;
      if (Math.abs(expected - second) <= CLOSE * Math.abs(second)) return { factor, batchPower, lengthPower };
    }
  return undefined;
}

export const isFixed = ({ batchPower, lengthPower }: Dimension): boolean =>
  batchPower === 0 && lengthPower === 0;
