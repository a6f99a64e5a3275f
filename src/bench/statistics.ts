/** The middle one, or the mean of the two in the middle. NaN where there is none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}

/**
 * The largest distance of two lists, place by place.
 * @returns NaN where one holds something that is no number, or they are not of one length
 */
export function largestDifference(a: readonly (number | null)[], b: readonly (number | null)[]): number {
  if (a.length !== b.length) return NaN;
  return Math.max(0, ...a.map((value, i) => Math.abs((value ?? NaN) - (b[i] ?? NaN))));
}

/** How many steps each turn takes, so that the turns of both programs alternate and add up. */
export function turns(steps: number, atOnce: number): number[] {
  return Array.from({ length: Math.ceil(steps / atOnce) }, (_, i) => Math.min(atOnce, steps - i * atOnce));
}
