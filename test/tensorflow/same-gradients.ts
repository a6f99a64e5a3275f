import assert from 'node:assert/strict';
import type { Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../src/tensorflow/engine.js';

/** A tensor without order in its values, from -scale to scale. */
export function numbers(tf: Tensorflow, shape: number[], seed: number, scale = 1): Tensor {
  const count = shape.reduce((product, size) => product * size, 1);
  return tf.tensor(
    Float32Array.from({ length: count }, (_, i) => scale * Math.sin((i + 1) * (i + 3) * 1.37 + seed * 2.1)),
    shape,
  );
}

type Op = (...inputs: Tensor[]) => Tensor;

/**
 * Holds two forms of an op against each other: its value, and the gradients of all inputs for the same gradient of the
 * output. Leaves no tensors behind, and asserts that the ops do not, either.
 * @param tolerance largest difference, relative to the largest value of the tensor (at least 1)
 */
export function assertSameGradients(
  tf: Tensorflow,
  inputs: Tensor[],
  expected: Op,
  actual: Op,
  tolerance = 2e-6,
): void {
  const before = tf.memory().numTensors;
  const [wanted, found] = [expected, actual].map((op) => {
    const results = tf.tidy(() => {
      const dy = numbers(tf, op(...inputs).shape, 9);
      const { value, grads } = tf.valueAndGrads((...args: Tensor[]) => tf.sum(tf.mul(op(...args), dy)))(
        inputs,
      );
      value.dispose();
      return [op(...inputs), ...grads];
    });
    return results.map((tensor) => {
      const data = { shape: tensor.shape, values: [...tensor.dataSync()] };
      tensor.dispose();
      return data;
    });
  });
  assert.equal(tf.memory().numTensors, before, 'tensors are left behind');
  for (const [i, { shape, values }] of (wanted ?? []).entries()) {
    const what = i === 0 ? 'value' : `gradient ${i}`;
    const other = found?.[i];
    assert.deepEqual(other?.shape, shape, what);
    const most = tolerance * values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
    for (const [at, value] of values.entries()) {
      const difference = Math.abs(value - (other?.values[at] ?? NaN));
      assert.ok(difference <= most, `${what}[${at}]: ${other?.values[at]} instead of ${value}`);
    }
  }
}
