import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rateFactor, rateFactors } from '../../src/training/layer-decay.js';

describe('the layers’ share of the learning rate', () => {
  it('falls by the factor with each layer below the head', () => {
    assert.equal(rateFactor(3, 3, 0.9), 1);
    assert.ok(Math.abs(rateFactor(0, 3, 0.9) - 0.729) < 1e-12);
    assert.deepEqual(rateFactors([{ depth: 0 }, { depth: 1 }, { depth: 2 }], 0.5), [0.25, 0.5, 1]);
  });

  it('is whole everywhere where it is turned off, or where nothing lies below the head', () => {
    assert.deepEqual(rateFactors([{ depth: 0 }, { depth: 5 }], 1), [1, 1]);
    assert.deepEqual(rateFactors([{ depth: 0 }, { depth: 0 }], 0.5), [1, 1]);
  });
});
