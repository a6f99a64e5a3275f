import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Tensor2D } from '@tensorflow/tfjs';
import { runSpecSchema, type RunSpec } from '../../src/runs/spec.js';
import { loadEngine } from '../../src/tensorflow/load-engine.js';
import { lossOf } from '../../src/training/losses/loss-of.js';
import { positiveWeights } from '../../src/training/losses/positive-weights.js';
import { readGolden } from '../golden/read-golden.js';
import { someSpec } from '../support/spec.js';

type Case = { loss: RunSpec['loss']; params: Partial<RunSpec>; value_sum: number; grad_sum: number[][] };
type Matrix = { name: string; logits: number[][]; targets: number[][]; cases: Case[] };

const { matrices } = readGolden<{ matrices: Matrix[] }>('more-losses.json');
const { tf } = await loadEngine();

/** Largest difference of two lists, relative to the larger of 1 and the reference's largest number. */
function assertClose(actual: ArrayLike<number>, expected: number[], tolerance: number): void {
  const largest = expected.reduce((most, one) => Math.max(most, Math.abs(one)), 1);
  assert.equal(actual.length, expected.length);
  for (const [i, one] of expected.entries())
    assert.ok(Math.abs((actual[i] ?? NaN) - one) <= tolerance * largest, `${i}: ${actual[i]}, not ${one}`);
}

describe('losses of a spec', () => {
  for (const { name, logits, targets, cases } of matrices)
    for (const { loss, params, value_sum, grad_sum } of cases)
      for (const reduction of ['sum', 'mean'] as const)
        it(`${loss} ${JSON.stringify(params)}, ${reduction}, equals torch's on ${name}`, () => {
          const spec = someSpec({ loss, ...params, reduction });
          const y = tf.tensor2d(targets);
          const both = tf.valueAndGrad((x) => lossOf(tf, spec, targets)(x as Tensor2D, y));
          const { value, grad } = both(tf.tensor2d(logits));
          const scale = reduction === 'sum' ? 1 : logits.length * (logits[0]?.length ?? 0);
          assertClose([(value.dataSync()[0] ?? NaN) * scale], [value_sum], 1e-5);
          assertClose(
            grad.dataSync().map((g) => g * scale),
            grad_sum.flat(),
            1e-5,
          );
        });

  it('is as published where an old spec says nothing of its parameters', () => {
    const [matrix] = matrices;
    assert.ok(matrix);
    const [x, y] = [tf.tensor2d(matrix.logits), tf.tensor2d(matrix.targets)];
    const valueOf = (spec: RunSpec) => lossOf(tf, spec, matrix.targets)(x, y).dataSync()[0];
    const { detach, epsilon_pos, epsilon_pos_pow, epsilon_neg, ...old } = someSpec({
      ...{ loss: 'apl', gamma_neg: 4, gamma_pos: 0, clip: 0.05 },
      ...{ detach: true, epsilon_pos: 1, epsilon_pos_pow: -2.5, epsilon_neg: 0 },
    });
    const whole = { ...old, detach, epsilon_pos, epsilon_pos_pow, epsilon_neg };
    assert.equal(valueOf(runSpecSchema.parse(old)), valueOf(whole));
  });
});

describe('focus weights that the gradient flows through', () => {
  it('have a gradient where a power below 1 meets a margin that leaves nothing', () => {
    const spec = someSpec({ loss: 'asl', gamma_neg: 0.5, gamma_pos: 0.5, clip: 0.5, detach: false });
    const targets = [[0, 0, 1]];
    const loss = lossOf(tf, spec, targets);
    const grad = tf.grad((x) => loss(x as Tensor2D, tf.tensor2d(targets)))(tf.tensor2d([[-3, 40, 90]]));
    assert.ok(grad.dataSync().every(Number.isFinite), grad.toString());
  });
});

describe('weights of positives', () => {
  const labels = [
    [1, 0, 0, 1],
    [1, 1, 0, 1],
    [1, 0, 0, 1],
    [0, 0, 0, 1],
  ];

  it('are balanced by how often each label is there; one that is never or always there keeps 1', () =>
    assert.deepEqual(positiveWeights('balanced', labels), [1 / 3, 3, 1, 1]));

  it('may be one for all', () => assert.deepEqual(positiveWeights('2.5', labels), [2.5, 2.5, 2.5, 2.5]));

  it('must be as many as the labels', () =>
    assert.throws(() => positiveWeights('1,2', labels), /`pos_weight` has 2 factors for 4 labels/));

  for (const text of ['0', '1001', '9'.repeat(60), '1,0,1,1'])
    it(`must be above 0 and within reason, not ${text.slice(0, 10)}`, () =>
      assert.throws(() => positiveWeights(text, labels), /above 0, up to 1000/));
});
