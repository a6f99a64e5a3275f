import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unsortedSegmentSum } from '../../src/tensorflow/wasm-kernels.js';

describe('unsortedSegmentSum', () => {
  it('adds rows of one segment, drops negative ids, leaves unnamed segments at 0', () => {
    const sums = new Float32Array(6);
    const rows = Float32Array.of(1, 2, 10, 20, 100, 200, 5, 5);
    unsortedSegmentSum(rows, Int32Array.of(2, 0, 2, -1), sums, { numSegments: 3, inner: 2 });
    assert.deepEqual([...sums], [10, 20, 0, 0, 101, 202]);
  });

  it('refuses an id past the last segment', () => {
    const sums = new Float32Array(2);
    assert.throws(
      () => unsortedSegmentSum(Float32Array.of(1), Int32Array.of(2), sums, { numSegments: 2, inner: 1 }),
      /segment id 2 is not below 2/,
    );
  });
});
