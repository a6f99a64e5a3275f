import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { loadEngine } from '../../src/tensorflow/load-engine.js';
import { compositeAttention } from '../../src/tensorflow/ops/composite/attention.js';
import { fusedAttention } from '../../src/tensorflow/ops/fused/attention.js';
import { fusedDropout } from '../../src/tensorflow/ops/fused/dropout.js';
import { hasKernels } from '../../src/tensorflow/ops/kernels.js';
import { assertSameGradients, numbers } from './same-gradients.js';

const { tf, kernels } = await loadEngine();
const skip = hasKernels(tf) ? false : `no kernels here: ${kernels ?? 'the engine cannot have them'}`;

type Sizes = { batch: number; length: number; heads: number; size: number };

/** Padding at the end, of another length in each text, and holes in some. The first text is whole. */
function someMask({ batch, length }: Sizes): Tensor2D {
  const mask = Array.from({ length: batch }, (_, text) =>
    Array.from({ length }, (__, at) => (at === 0 || (at < length - text && (at * 7 + text) % 5 > 0) ? 1 : 0)),
  );
  mask[0]?.fill(1);
  return tf.tensor2d(mask);
}

const split = (qkv: Tensor, bias: Tensor) =>
  tf.split(tf.add(qkv, bias), 3, 1) as [Tensor2D, Tensor2D, Tensor2D];

const inputs = ({ batch, length, heads, size }: Sizes) => [
  numbers(tf, [batch * length, 3 * heads * size], 1, 2),
  numbers(tf, [3 * heads * size], 2),
];

/** Sizes that fill vectors and blocks, that do not, and that take several blocks. */
const CASES: Sizes[] = [
  { batch: 1, length: 1, heads: 1, size: 1 },
  { batch: 1, length: 1, heads: 2, size: 8 },
  { batch: 2, length: 3, heads: 2, size: 5 },
  { batch: 3, length: 16, heads: 1, size: 16 },
  { batch: 4, length: 49, heads: 3, size: 20 },
  { batch: 2, length: 64, heads: 4, size: 64 },
  { batch: 1, length: 150, heads: 2, size: 33 },
];

describe('fused attention', { skip }, () => {
  for (const sizes of CASES) {
    const { batch, length, heads, size } = sizes;

    it(`equals the composite: ${batch} texts of ${length}, ${heads} heads of ${size}`, () => {
      const mask = someMask(sizes);
      assertSameGradients(
        tf,
        inputs(sizes),
        (qkv, bias) => {
          const [query, key, value] = split(qkv, bias);
          return compositeAttention(tf, { query, key, value, mask }, { heads, rate: 0, source: undefined });
        },
        (qkv, bias) =>
          fusedAttention(tf, { qkv: qkv as Tensor2D, bias: bias, mask }, { heads, dropping: undefined }),
        5e-6,
      );
    });

    it(`drops weights of the softmax: ${batch} texts of ${length}, ${heads} heads of ${size}`, () => {
      const mask = someMask(sizes);
      const dropping = { rate: 0.3, seed: tf.tensor1d([3, 1], 'int32'), site: 5 };
      const parts = (x: Tensor) => tf.transpose(tf.reshape(x, [batch, length, heads, size]), [0, 2, 1, 3]);
      assertSameGradients(
        tf,
        inputs(sizes),
        (qkv, bias) => {
          const [query, key, value] = split(qkv, bias).map(parts) as [Tensor, Tensor, Tensor];
          const scores = tf.mul(tf.matMul(query, key, false, true), 1 / Math.sqrt(size));
          const never = tf.reshape(tf.mul(tf.sub(1, mask), -1e9), [batch, 1, 1, length]);
          const weights = fusedDropout(tf, tf.softmax(tf.add(scores, never)), dropping.rate, dropping);
          const context = tf.transpose(tf.matMul(weights, value), [0, 2, 1, 3]);
          return tf.reshape(context, [batch * length, heads * size]);
        },
        (qkv, bias) => fusedAttention(tf, { qkv: qkv as Tensor2D, bias: bias, mask }, { heads, dropping }),
        5e-6,
      );
    });
  }

  it('gives padding no weight and no gradient, and a text without tokens zeros', () => {
    const mask = tf.tensor2d([
      [1, 0, 1, 0],
      [0, 0, 0, 0],
    ]);
    const [qkv, bias] = inputs({ batch: 2, length: 4, heads: 1, size: 3 }) as [Tensor2D, Tensor];
    const run = (x: Tensor) =>
      fusedAttention(tf, { qkv: x as Tensor2D, bias, mask }, { heads: 1, dropping: undefined });
    const context = run(qkv).arraySync();
    assert.deepEqual(context.slice(4).flat(), Array(12).fill(0));
    const gradient = tf
      .grad((x) => tf.sum(tf.square(run(x))))(qkv)
      .arraySync() as number[][];
    for (const [row, values] of gradient.entries()) {
      const seen = row === 0 || row === 2;
      assert.equal(
        values.slice(3).some((value) => value !== 0),
        seen,
        `key and value ${row}`,
      );
      assert.ok(values.every((value) => Number.isFinite(value)));
    }
  });

  it('lets NaN through in the text that has it, and in no other', () => {
    const qkv = tf.ones([4, 6]).dataSync();
    qkv[2] = NaN;
    const context = fusedAttention(
      tf,
      { qkv: tf.tensor2d(qkv, [4, 6]), bias: tf.zeros([6]), mask: tf.ones([2, 2]) },
      { heads: 1, dropping: undefined },
    ).dataSync();
    assert.deepEqual([...context].map(Number.isNaN), [true, true, true, true, false, false, false, false]);
  });
});
