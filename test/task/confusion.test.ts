import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commonest, confusion } from '../../src/task/confusion.js';

/** Labels a, b, c; the fourth row and column are "none". */
const matrix = (targets: number[], predictions: number[]) => confusion([targets], [predictions], 3).counts;

describe('the confusion of labels where an example has several (MLCM)', () => {
  it('GIVEN all is right THEN only the diagonal counts', () => {
    assert.deepEqual(matrix([1, 0, 1], [1, 0, 1]), [
      [1, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('GIVEN a label is missed and nothing predicted in its place THEN it is taken for none', () => {
    assert.deepEqual(matrix([1, 1, 0], [1, 0, 0])[1], [0, 0, 0, 1]);
    assert.deepEqual(matrix([1, 1, 0], [0, 0, 0]), [
      [0, 0, 0, 1],
      [0, 0, 0, 1],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('GIVEN a label too many THEN it counts against all that is true, or none', () => {
    assert.deepEqual(matrix([1, 1, 0], [1, 1, 1]), [
      [1, 0, 1, 0],
      [0, 1, 1, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
    assert.deepEqual(matrix([0, 0, 0], [0, 1, 0])[3], [0, 1, 0, 0]);
    assert.deepEqual(matrix([0, 0, 0], [0, 0, 0])[3], [0, 0, 0, 1]);
  });

  it('GIVEN one missed and one wrong THEN the wrong one stands for the missed one alone', () => {
    assert.deepEqual(matrix([1, 1, 0], [1, 0, 1]), [
      [1, 0, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('GIVEN several wrong ones THEN the order of the labels does not matter', () => {
    assert.deepEqual(matrix([1, 0, 0], [0, 1, 1])[0], [0, 1, 1, 0]);
    assert.deepEqual(matrix([0, 0, 1], [1, 1, 0])[2], [1, 1, 0, 0]);
  });

  it('GIVEN many examples THEN shares are of the row, and the commonest confusion comes first', () => {
    const found = confusion(
      [
        [1, 0, 0],
        [1, 0, 0],
        [1, 0, 0],
        [0, 1, 0],
      ],
      [
        [0, 0, 1],
        [0, 0, 1],
        [1, 0, 0],
        [0, 0, 0],
      ],
      3,
    );
    assert.deepEqual(found.shares[0], [1 / 3, 0, 2 / 3, 0]);
    assert.deepEqual(found.shares[2], [0, 0, 0, 0]);
    assert.deepEqual(commonest(found, 5), [
      { row: 1, column: 3, count: 1, share: 1 },
      { row: 0, column: 2, count: 2, share: 2 / 3 },
    ]);
  });
});
