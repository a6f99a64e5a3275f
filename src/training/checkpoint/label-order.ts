/** How a checkpoint's labels stand to the task's. */
export type LabelOrder =
  | { kind: 'same' }
  /** `rows[i]` is the checkpoint's row for the task's label i. */
  | { kind: 'permuted'; rows: number[] }
  | { kind: 'other'; names: string[] };

/** transformers' names where nobody gave any. */
const UNNAMED = /^LABEL_\d+$/;

/**
 * Compares a checkpoint's labels with the task's. Labels without names are taken for the task's where their number is
 * right.
 * @param id2label of config.json
 */
export function labelOrder(
  id2label: Readonly<Record<string, string>>,
  labels: readonly string[],
): LabelOrder {
  const names = Object.entries(id2label)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, name]) => name);
  const isNamed = !names.every((name) => UNNAMED.test(name));
  if (names.length !== labels.length) return { kind: 'other', names: isNamed ? names : [] };
  if (!isNamed) return { kind: 'same' };
  const rows = labels.map((label) => names.indexOf(label));
  if (rows.includes(-1)) return { kind: 'other', names };
  return rows.every((row, index) => row === index) ? { kind: 'same' } : { kind: 'permuted', rows };
}

/**
 * Rows of a matrix, or entries of a vector, in another order.
 * @param values [rows, width] or [rows], row by row
 * @param rows which of them comes at each place
 */
export function reorderRows(values: Float32Array, rows: readonly number[]): Float32Array {
  const width = values.length / rows.length;
  const ordered = new Float32Array(values.length);
  for (const [place, row] of rows.entries())
    ordered.set(values.subarray(row * width, (row + 1) * width), place * width);
  return ordered;
}
