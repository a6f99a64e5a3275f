/**
 * Solves a symmetric, positive definite system by Cholesky's decomposition (Golub and Van Loan, "Matrix Computations",
 * algorithm 4.2.1).
 * @param matrix [n, n] row by row, of which the lower half is read; it is overwritten by its factor
 * @throws RangeError where it is not positive definite
 */
export function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const at = (i: number, j: number): number => matrix[i * n + j] as number;
  for (let j = 0; j < n; j += 1) {
    let pivot = at(j, j);
    for (let k = 0; k < j; k += 1) pivot -= at(j, k) ** 2;
    if (!(pivot > 0)) throw new RangeError('the matrix is not positive definite');
    const root = Math.sqrt(pivot);
    matrix[j * n + j] = root;
    for (let i = j + 1; i < n; i += 1) {
      let value = at(i, j);
      for (let k = 0; k < j; k += 1) value -= at(i, k) * at(j, k);
      matrix[i * n + j] = value / root;
    }
  }
  const solution = right.slice();
  for (let i = 0; i < n; i += 1) {
    let value = solution[i] as number;
    for (let k = 0; k < i; k += 1) value -= at(i, k) * (solution[k] as number);
    solution[i] = value / at(i, i);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let value = solution[i] as number;
    for (let k = i + 1; k < n; k += 1) value -= at(k, i) * (solution[k] as number);
    solution[i] = value / at(i, i);
  }
  return solution;
}
