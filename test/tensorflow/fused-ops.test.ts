import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { loadEngine } from '../../src/tensorflow/load-engine.js';
import { compositeLayerNorm } from '../../src/tensorflow/ops/composite/layer-norm.js';
import { fusedAddNorm, fusedLayerNorm } from '../../src/tensorflow/ops/fused/add-norm.js';
import { fusedBiasGelu } from '../../src/tensorflow/ops/fused/bias-gelu.js';
import { fusedDropout } from '../../src/tensorflow/ops/fused/dropout.js';
import { gelu } from '../../src/tensorflow/ops/gelu.js';
import { hasKernels } from '../../src/tensorflow/ops/kernels.js';
import { assertSameGradients, numbers } from './same-gradients.js';

const { tf, kernels } = await loadEngine();
const skip = hasKernels(tf) ? false : `no kernels here: ${kernels ?? 'the engine cannot have them'}`;

/** Rows and widths: whole vectors, less than one, and neither; one block of rows and several. */
const SHAPES = [
  [1, 1],
  [1, 5],
  [3, 16],
  [33, 31],
  [70, 64],
  [100, 257],
] as const;

describe('fused bias and GELU', { skip }, () => {
  for (const [rows, width] of SHAPES)
    it(`equals the composite: [${rows}, ${width}]`, () => {
      assertSameGradients(
        tf,
        [numbers(tf, [rows, width], 1, 3), numbers(tf, [width], 2)],
        (x, bias) => gelu(tf, tf.add(x as Tensor2D, bias)),
        (x, bias) => fusedBiasGelu(tf, x as Tensor2D, bias),
      );
    });

  it('is within rounding of the true function, tails included', () => {
    // Reference values of x Phi(x), computed with 30 digits.
    const reference: [number, number][] = [
      [-10, -7.61985302416e-23],
      [-5, -1.43325785972e-6],
      [-3, -0.00404969409489],
      [-1, -0.158655253931],
      [-0.1, -0.0460172162723],
      [0, 0],
      [0.5, 0.345731230637],
      [2, 1.95449973610364],
      [6, 5.99999999408],
    ];
    const [bias, x] = [tf.zeros([reference.length]), tf.tensor2d([reference.map(([at]) => at)])];
    const values = fusedBiasGelu(tf, x, bias).dataSync();
    for (const [i, [at, expected]] of reference.entries()) {
      const most = Math.max(2e-7 * Math.abs(at), 1e-9);
      assert.ok(Math.abs((values[i] ?? NaN) - expected) <= most, `gelu(${at}) = ${values[i]}`);
    }
  });
});

describe('fused LayerNorm', { skip }, () => {
  for (const [rows, width] of SHAPES.filter(([, columns]) => columns > 1)) {
    const vectors = () => [numbers(tf, [width], 2), numbers(tf, [width], 3)];

    it(`equals the composite: [${rows}, ${width}]`, () => {
      assertSameGradients(
        tf,
        [numbers(tf, [rows, width], 1), ...vectors()],
        ...([compositeLayerNorm, fusedLayerNorm].map(
          (norm) => (x: Tensor, gain: Tensor, shift: Tensor) =>
            norm(tf, x as Tensor2D, { gain, shift, epsilon: 1e-5 }),
        ) as [never, never]),
      );
    });

    for (const rate of [0, 0.1, 0.5])
      it(`equals the composite with bias, dropout ${rate} and residual: [${rows}, ${width}]`, () => {
        const seed = tf.tensor1d([7, -3], 'int32');
        const source = { seed, site: 4 };
        const drop = (x: Tensor) => (rate > 0 ? fusedDropout(tf, x, rate, source) : x);
        assertSameGradients(
          tf,
          [
            numbers(tf, [rows, width], 1),
            numbers(tf, [width], 4),
            numbers(tf, [rows, width], 5),
            ...vectors(),
          ],
          (x, bias, residual, gain, shift) =>
            compositeLayerNorm(tf, tf.add(drop(tf.add(x, bias)), residual), {
              ...{ gain, shift, epsilon: 1e-5 },
            }),
          (x, bias, residual, gain, shift) =>
            fusedAddNorm(
              tf,
              {
                ...{ x: x as Tensor2D, bias, residual: residual as Tensor2D },
                norm: { gain, shift, epsilon: 1e-5 },
              },
              rate > 0 ? { ...source, rate } : undefined,
            ),
        );
      });
  }

  it('gives a residual that is also the input both its gradients', () => {
    const vectors = [numbers(tf, [6], 1), numbers(tf, [6], 2), numbers(tf, [6], 3)] as const;
    const [bias, gain, shift] = vectors;
    const norm = { gain, shift, epsilon: 1e-5 };
    assertSameGradients(
      tf,
      [numbers(tf, [5, 6], 4)],
      (x) => compositeLayerNorm(tf, tf.add(tf.add(x as Tensor2D, bias), x), norm),
      (x) => fusedAddNorm(tf, { x: x as Tensor2D, bias, residual: x as Tensor2D, norm }, undefined),
    );
  });
});

describe('fused dropout', { skip }, () => {
  const size = 1000;
  const draw = (rate: number, seed: [number, number], site: number, shape = [size, size]) =>
    tf.tidy(() =>
      fusedDropout(tf, tf.ones(shape), rate, { seed: tf.tensor1d(seed, 'int32'), site }).dataSync(),
    );
  const kept = (mask: ArrayLike<number>) => Array.from(mask).filter((value) => value !== 0).length;

  for (const rate of [0.1, 0.25, 0.9])
    it(`drops a share of ${rate} and scales up the rest`, () => {
      const mask = draw(rate, [1, 2], 3);
      const scale = 1 / (1 - rate);
      assert.ok(mask.every((value) => value === 0 || Math.abs(value / scale - 1) < 1e-6));
      // Five standard deviations of a binomial count.
      const most = 5 * Math.sqrt(rate * (1 - rate) * size * size);
      assert.ok(Math.abs(kept(mask) - (1 - rate) * size * size) < most, `${kept(mask)} kept`);
    });

  it('drops each row and each column to the same share', () => {
    const mask = tf
      .tensor2d(draw(0.5, [5, 6], 0), [size, size])
      .cast('bool')
      .cast('float32');
    for (const axis of [0, 1]) {
      const shares = tf.mean(mask, axis).dataSync();
      // The largest of 1,000 such means is beyond 5.5 standard deviations once in 10,000 seeds; this seed is fixed.
      assert.ok(shares.every((share) => Math.abs(share - 0.5) < (5.5 * 0.5) / Math.sqrt(size)));
    }
  });

  it('draws independently at another seed or place, and the same at the same', () => {
    const first = draw(0.5, [1, 2], 3);
    assert.deepEqual(draw(0.5, [1, 2], 3), first);
    for (const other of [
      draw(0.5, [1, 3], 3),
      draw(0.5, [2, 2], 3),
      draw(0.5, [1, 2], 4),
      draw(0.5, [2, 1], 3),
    ]) {
      const agreeing = first.filter((value, i) => value === other[i]).length;
      assert.ok(Math.abs(agreeing - (size * size) / 2) < 2.5 * size, `${agreeing} of ${size * size} agree`);
    }
  });

  it('drops the same values forward and backward', () => {
    const source = { seed: tf.tensor1d([-1, 9], 'int32'), site: 2 };
    const gradient = tf.grad((x) => fusedDropout(tf, x, 0.3, source))(tf.ones([9, 21]));
    assert.deepEqual(gradient.dataSync(), draw(0.3, [-1, 9], 2, [9, 21]));
  });
});

describe('fused ops', { skip }, () => {
  it('let NaN and infinity through', () => {
    const x = tf.tensor2d([
      [NaN, 1, 2],
      [1, 2, 3],
      [Infinity, 1, 2],
    ]);
    const [zeros, ones] = [tf.zeros([3]), tf.ones([3])];
    const activated = fusedBiasGelu(tf, x, zeros).dataSync();
    assert.deepEqual([activated[0], activated[6]], [NaN, Infinity]);
    assert.ok(Number.isFinite(activated[1]));
    const normalised = fusedLayerNorm(tf, x, { gain: ones, shift: zeros, epsilon: 1e-5 }).dataSync();
    assert.deepEqual(
      [...normalised].map((value) => Number.isNaN(value)),
      [true, true, true, false, false, false, true, true, true],
    );
    const dropped = fusedDropout(tf, tf.fill([4, 50], NaN), 0.5, {
      seed: tf.tensor1d([1, 1], 'int32'),
      site: 0,
    });
    assert.ok(dropped.dataSync().every((value) => Number.isNaN(value)));
  });

  it('say what is wrong with their inputs', () => {
    assert.throws(() => fusedBiasGelu(tf, tf.zeros([2, 3]), tf.zeros([4])), /bias must be as long as a row/);
  });
});
