import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AdamW, clipScale, globalNorm } from '../../src/training/adamw.js';
import { Random } from '../../src/training/random.js';
import { loadEngine } from '../../src/tensorflow/load-engine.js';

const { tf } = await loadEngine();

/** AdamW as the paper and torch write it, in float64. */
function reference(start: number[], gradients: number[][], rates: number[], decay: number): number[] {
  const w = [...start];
  const m = w.map(() => 0);
  const v = w.map(() => 0);
  for (const [step, gradient] of gradients.entries())
    for (const [i, g] of gradient.entries()) {
      const rate = rates[step] ?? NaN;
      m[i] = 0.9 * (m[i] ?? NaN) + 0.1 * g;
      v[i] = 0.999 * (v[i] ?? NaN) + 0.001 * g * g;
      const corrected = m[i] / (1 - 0.9 ** (step + 1));
      const root = Math.sqrt(v[i] / (1 - 0.999 ** (step + 1)));
      w[i] = (w[i] ?? NaN) * (1 - rate * decay) - (rate * corrected) / (root + 1e-8);
    }
  return w;
}

describe('AdamW', () => {
  it('takes a factor of its own for each parameter, on step and decay alike, as torch’s parameter groups', () => {
    const start = [...new Random(1).normal(4, 1)];
    const gradients = Array.from({ length: 5 }, (_, step) => [...new Random(20 + step).normal(4, 0.3)]);
    const factors = [0.25, 1];
    const variables = ['low', 'high'].map((name, depth) => ({
      ...{ name, depth, decays: true },
      variable: tf.variable(tf.tensor1d(start)),
    }));
    const optimizer = new AdamW(tf, variables, { decay: 0.1, factors });
    for (const gradient of gradients)
      tf.tidy(() => {
        const named = variables.map(({ variable }) => [variable.name, tf.tensor1d(gradient)]);
        optimizer.apply(Object.fromEntries(named) as never, undefined, 0.01);
      });
    for (const [i, { variable }] of variables.entries()) {
      const rates = gradients.map(() => 0.01 * (factors[i] ?? NaN));
      const expected = reference(start, gradients, rates, 0.1);
      for (const [k, value] of variable.dataSync().entries())
        assert.ok(Math.abs(value - (expected[k] ?? NaN)) < 2e-6, `${value}, not ${expected[k]}`);
    }
  });

  it('follows torch over 20 steps, with decay only where a parameter decays', () => {
    const start = [...new Random(1).normal(6, 1)];
    const gradients = Array.from({ length: 20 }, (_, step) => [...new Random(10 + step).normal(6, 0.3)]);
    const rates = gradients.map((_, step) => 0.01 * (1 - step / 20));
    const make = (name: string, decays: boolean, depth: number) => ({
      name,
      decays,
      depth,
      variable: tf.variable(tf.tensor1d(start)),
    });
    const variables = [make('weight', true, 0), make('bias', false, 0)];
    const optimizer = new AdamW(tf, variables, { decay: 0.1 });
    for (const [step, gradient] of gradients.entries())
      tf.tidy(() => {
        const named = variables.map(({ variable }) => [variable.name, tf.tensor1d(gradient)]);
        optimizer.apply(Object.fromEntries(named) as never, undefined, rates[step] ?? NaN);
      });
    for (const { variable, decays } of variables) {
      const expected = reference(start, gradients, rates, decays ? 0.1 : 0);
      for (const [i, value] of variable.dataSync().entries())
        assert.ok(Math.abs(value - (expected[i] ?? NaN)) < 2e-6, `${value}, not ${expected[i]}`);
    }
    assert.equal(optimizer.state.step, 20);
    assert.deepEqual([...optimizer.state.tensors.keys()], ['weight.m', 'weight.v', 'bias.m', 'bias.v']);
  });
});

describe('clipping', () => {
  it('brings the norm over all gradients down to the limit, and leaves smaller ones alone', () => {
    const gradients = { a: tf.tensor1d([3, 0]), b: tf.tensor2d([[4]]) };
    const norm = globalNorm(tf, gradients);
    assert.equal(norm.dataSync()[0], 5);
    assert.ok(Math.abs((clipScale(tf, norm, 1).dataSync()[0] ?? NaN) - 0.2) < 1e-6);
    assert.equal(clipScale(tf, norm, 10).dataSync()[0], 1);
  });
});
