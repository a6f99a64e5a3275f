import type { Combined } from './fit/score-table.js';

/**
 * The same where an example without any label gets its likeliest one, as the judges demand; ties go to the first.
 * @param decisions of 0 and 1, and `likelihoods`: both [examples, labels]
 */
export function withAtLeastOne(decisions: Uint8Array, likelihoods: Combined, labels: number): Uint8Array {
  const result = decisions.slice();
  for (let start = 0; start < decisions.length; start += labels) {
    if (decisions.subarray(start, start + labels).includes(1)) continue;
    const own = likelihoods.subarray(start, start + labels);
    result[start + own.indexOf(Math.max(...own))] = 1;
  }
  return result;
}
