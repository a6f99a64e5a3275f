import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withAtLeastOne } from '../../src/ensemble/at-least-one.js';
import { farOff, sharesOf } from '../../src/ensemble/label-shares.js';
import { sigmoid } from '../../src/task/sigmoid.js';

describe('at least one label', () => {
  it('is the likeliest where nothing is set; others are left alone, and the first of equal ones is taken', () => {
    const decisions = Uint8Array.from([0, 0, 0, 1, 0, 1, 0, 0, 0]);
    const likelihoods = Float64Array.from([0.1, 0.3, 0.2, 0.9, 0.1, 0.8, 0.2, 0.4, 0.4]);
    assert.deepEqual([...withAtLeastOne(decisions, likelihoods, 3)], [0, 1, 0, 1, 0, 1, 0, 1, 0]);
    assert.equal(decisions[1], 0);
  });
});

describe('shares of labels', () => {
  const labels = ['joy', 'fear'];
  it('are those of the examples that have the label', () => {
    assert.deepEqual(sharesOf([1, 0, 1, 1, 0, 0, 0, 0], labels), { joy: 0.5, fear: 0.25 });
  });

  it('are far off by half as much again, in as many examples as chance does not make so', () => {
    const far = (joy: number, examples: number) =>
      farOff({ predicted: { joy, fear: 0.3 }, train: { joy: 0.2, fear: 0.3 } }, examples);
    assert.deepEqual(far(0.31, 1000), ['joy']);
    assert.deepEqual(far(0.12, 1000), ['joy']);
    assert.deepEqual(far(0.29, 1000), []);
    assert.deepEqual(far(0.31, 20), []);
    assert.deepEqual(farOff({ predicted: { joy: 0 }, train: { joy: 0.1 } }, 500), ['joy']);
  });
});

describe('sigmoid', () => {
  it('stays a number for logits of any size', () => {
    assert.deepEqual([-1e4, 0, 1e4].map(sigmoid), [0, 0.5, 1]);
  });
});
