import type { Random } from '../random.js';

/**
 * A table with more rows at its end, drawn as a new encoder's are.
 * @param values [from, width], row by row
 * @param rows how many it has, and is to have
 */
export function growTable(
  values: Float32Array,
  [from, to]: readonly [number, number],
  { initializer_range }: { initializer_range: number },
  random: Random,
): Float32Array {
  if (to === from) return values;
  const width = values.length / from;
  const grown = new Float32Array(to * width);
  grown.set(values);
  grown.set(random.normal((to - from) * width, initializer_range), values.length);
  return grown;
}
