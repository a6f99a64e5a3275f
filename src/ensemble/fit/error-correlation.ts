import { memberOf, type ScoreTable, type Targets } from './score-table.js';

/**
 * How alike members err: the correlation (phi) of "wrong at 0.5" over all entries of two members. 1 where they err at the
 * same places, 0 where one's errors say nothing of the other's; 0 for a member without errors.
 * @returns [members, members], row by row, 1 on the diagonal
 */
export function errorCorrelations(table: ScoreTable, targets: Targets): Float64Array {
  const { members } = table;
  const size = targets.length;
  const errors = Array.from({ length: members }, (_, member) => errorBits(memberOf(table, member), targets));
  const counts = errors.map((bits) => ones(bits));
  const result = new Float64Array(members * members);
  for (let a = 0; a < members; a += 1) {
    result[a * members + a] = 1;
    for (let b = 0; b < a; b += 1) {
      const [na, nb] = [counts[a] ?? 0, counts[b] ?? 0];
      const both = onesOfBoth(errors[a] ?? NONE, errors[b] ?? NONE);
      const spread = Math.sqrt(na * (size - na) * nb * (size - nb));
      const phi = spread === 0 ? 0 : (both * size - na * nb) / spread;
      result[a * members + b] = phi;
      result[b * members + a] = phi;
    }
  }
  return result;
}

const NONE = new Uint32Array();

/** One bit an entry: 1 where the member is wrong. */
function errorBits(scores: Float64Array, targets: Targets): Uint32Array {
  const bits = new Uint32Array(Math.ceil(targets.length / 32));
  for (let at = 0; at < targets.length; at += 1)
    if ((scores[at] as number) >= 0.5 !== (targets[at] === 1))
      bits[at >> 5] = (bits[at >> 5] as number) | (1 << (at & 31));
  return bits;
}

const ones = (bits: Uint32Array): number => bits.reduce((sum, word) => sum + popCount(word), 0);

function onesOfBoth(a: Uint32Array, b: Uint32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += popCount((a[at] as number) & (b[at] as number));
  return sum;
}

/** Bits that are set (Warren, "Hacker's Delight", figure 5-2). */
function popCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
