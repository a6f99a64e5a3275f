import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { packBatch } from '../../src/training/batches.js';

const text = (length: number) => ({
  ids: Array.from({ length }, (_, i) => i + 1),
  types: Array.from({ length }, () => 1),
});

describe('a packed batch', () => {
  it('is as long as its longest text, with padding after each shorter one', () => {
    const { size, length, ids, types, mask, targets } = packBatch(
      9,
      [text(2), text(3)],
      [
        [0, 1],
        [1, 1],
      ],
    );
    assert.deepEqual([size, length], [2, 3]);
    assert.deepEqual([...ids], [1, 2, 9, 1, 2, 3]);
    assert.deepEqual([...types], [1, 1, 0, 1, 1, 1]);
    assert.deepEqual([...mask], [1, 1, 0, 1, 1, 1]);
    assert.deepEqual([...(targets ?? [])], [0, 1, 1, 1]);
  });

  it('can be rounded up, but not beyond the most that a model takes', () => {
    const length = (own: number, most?: number) =>
      packBatch(0, [text(own)], undefined, { roundTo: 8, ...(most === undefined ? {} : { most }) }).length;
    assert.deepEqual([length(3), length(8), length(9)], [8, 8, 16]);
    assert.deepEqual([length(9, 12), length(12, 12)], [12, 12]);
  });

  it('has one position where every text is empty', () => {
    assert.deepEqual([...packBatch(4, [text(0)]).mask], [0]);
  });
});
