import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { largestDifference, median, turns } from '../../src/bench/statistics.js';

describe('statistics of the benchmarks', () => {
  it('the median is the middle one, or between the two in the middle', () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([9, 1, 5, 7]), 6);
    assert.equal(median([3]), 3);
    assert.ok(Number.isNaN(median([])));
  });

  it('the largest difference is over all places, and no number where one is missing', () => {
    assert.equal(largestDifference([1, 2, 3], [1, 2.5, 2.75]), 0.5);
    assert.ok(Number.isNaN(largestDifference([1, null], [1, 2])));
    assert.ok(Number.isNaN(largestDifference([1], [1, 2])));
  });

  it('turns add up to all steps', () => {
    assert.deepEqual(turns(9, 3), [3, 3, 3]);
    assert.deepEqual(turns(7, 3), [3, 3, 1]);
    assert.deepEqual(turns(2, 3), [2]);
  });
});
