import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Tensor2D } from '@tensorflow/tfjs';
import { loadEngine } from '../../src/tensorflow/load-engine.js';
import { aslOneonlee } from '../../src/training/losses/asl-oneonlee.js';
import { type AplParams, apl, asl } from '../../src/training/losses/asymmetric.js';
import { bce } from '../../src/training/losses/bce.js';
import { reduced } from '../../src/training/losses/loss-of.js';
import { readGolden } from '../golden/read-golden.js';

type Params = AplParams;
type Case = {
  loss: 'bce' | 'asl' | 'apl' | 'asl_oneonlee';
  params: Params;
  value_mean: number;
  grad_sum?: number[][];
  grad_mean?: number[][];
  /** Where float32 and float64 truly differ: a result between the two is right. */
  float32?: { value: number; grad: number[][] };
};
type Matrix = { name: string; logits: number[][]; targets: number[][]; cases: Case[] };

const { matrices } = readGolden<{ matrices: Matrix[] }>('losses.json');
const { tf } = await loadEngine();
const LOSSES = {
  bce: () => bce(tf),
  asl: (p: Params) => asl(tf, p),
  apl: (p: Params) => apl(tf, p),
  asl_oneonlee: ({ gamma_neg, gamma_pos, eps }: Params) => aslOneonlee(tf, { gamma_neg, gamma_pos, eps }),
};

/** Within `tolerance` of the range between two references. */
function between(actual: number, one: number, other: number, tolerance: number, what: string): void {
  const [low, high] = one < other ? [one, other] : [other, one];
  const message = `${what}: ${actual}, reference ${low} to ${high}`;
  assert.ok(actual >= low - tolerance && actual <= high + tolerance, message);
}

describe('losses', () => {
  for (const { name, logits, targets, cases } of matrices)
    for (const one of cases) {
      const { loss, params } = one;
      it(`${loss} ${JSON.stringify(params)} equals the reference on ${name}`, () => {
        const y = tf.tensor2d(targets);
        const lossOf = reduced(tf, LOSSES[loss](params), 'mean');
        const both = tf.valueAndGrad((x) => lossOf(x as Tensor2D, y));
        const { value, grad } = both(tf.tensor2d(logits));
        const count = logits.length * (logits[0]?.length ?? 0);
        const reference = one.grad_mean?.map((row) => row.map((g) => g * count)) ?? one.grad_sum ?? [];
        // The reference's float32 results are sums where its gradients are.
        const scale = one.grad_mean ? count : 1;
        const float32 = one.float32 ?? { value: (one.value_mean * count) / scale, grad: [] };
        const sum = one.value_mean * count;
        const tolerance = 1e-5 * Math.max(1, Math.abs(sum));
        between((value.dataSync()[0] ?? NaN) * count, sum, float32.value * scale, tolerance, 'value');
        const largest = Math.max(1, ...reference.flat().map(Math.abs));
        const gradients = grad.arraySync() as number[][];
        for (const [i, row] of reference.entries())
          for (const [j, g] of row.entries()) {
            const other = float32.grad[i]?.[j];
            const place = `gradient [${i}, ${j}]`;
            const actual = (gradients[i]?.[j] ?? NaN) * count;
            between(actual, g, other === undefined ? g : other * scale, 1e-5 * largest, place);
          }
      });
    }
});
