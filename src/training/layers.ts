import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow/engine.js';
import type { Random } from './random.js';

/*
 * Gradients are written by hand where TensorFlow.js would compose them of many small ops: eager mode pays for each op,
 * and the passes over memory are what a small model's step consists of.
 */

type Saver = (tensors: Tensor[]) => void;

/** Rows of a table. @param ids int32 [n] @returns [n, width] */
export function lookUp(tf: Tensorflow, table: Tensor2D, ids: Tensor): Tensor2D {
  const rows = tf.customGrad((weights, save) => {
    (save as Saver)([ids]);
    return {
      value: tf.gather(weights as Tensor2D, ids),
      gradFunc: (dy: Tensor, saved: Tensor[]) =>
        tf.unsortedSegmentSum(dy, (saved[0] as Tensor).as1D(), table.shape[0]),
    };
  });
  return rows(table);
}

/** x W^T + b. @param x [n, in] @param weight [out, in], as Hugging Face keeps it @param bias [out] */
export function dense(tf: Tensorflow, x: Tensor2D, weight: Tensor2D, bias: Tensor): Tensor2D {
  return tf.add(tf.matMul(x, weight, false, true), bias);
}

/** Normalises each row to mean 0 and (biased) variance 1, then scales and shifts. @param x [n, width] */
export function layerNorm(
  tf: Tensorflow,
  x: Tensor2D,
  weight: Tensor,
  bias: Tensor,
  epsilon: number,
): Tensor2D {
  const norm = tf.customGrad((...args) => {
    const [input, gain, shift, save] = args as unknown as [Tensor, Tensor, Tensor, Saver];
    const centred = tf.sub(input, tf.mean(input, -1, true));
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon));
    const normal = tf.mul(centred, inverse);
    save([normal, inverse, gain]);
    return {
      value: tf.add(tf.mul(normal, gain), shift),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [unit, scale, factor] = saved as [Tensor, Tensor, Tensor];
        const dUnit = tf.mul(dy, factor);
        const onUnit = tf.mean(tf.mul(dUnit, unit), -1, true);
        const inner = tf.sub(tf.sub(dUnit, tf.mean(dUnit, -1, true)), tf.mul(unit, onUnit));
        return [tf.mul(inner, scale), tf.sum(tf.mul(dy, unit), 0), tf.sum(dy, 0)];
      },
    };
  });
  return norm(x, weight, bias) as Tensor2D;
}

/** x Phi(x), the form with erf. */
export function gelu<T extends Tensor>(tf: Tensorflow, x: T): T {
  const activation = tf.customGrad((input, save) => {
    const value = input as Tensor;
    const share = tf.mul(tf.add(tf.erf(tf.mul(value, Math.SQRT1_2)), 1), 0.5);
    (save as Saver)([value, share]);
    return {
      value: tf.mul(value, share),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [at, cumulative] = saved as [Tensor, Tensor];
        const density = tf.mul(tf.exp(tf.mul(tf.square(at), -0.5)), 1 / Math.sqrt(2 * Math.PI));
        return tf.mul(dy, tf.add(cumulative, tf.mul(at, density)));
      },
    };
  });
  return activation(x) as T;
}

/** Zeroes a share of the values and scales up the rest, so that the sum stays on average; x itself without `random`. */
export function dropout<T extends Tensor>(tf: Tensorflow, x: T, rate: number, random: Random | undefined): T {
  if (!random || rate === 0) return x;
  return tf.mul(x, tf.tensor(dropoutMask(x.size, rate, random), x.shape));
}

/** Two values for each random number: a rate is met to 1/65536, and drawing is what dropout costs here. */
function dropoutMask(size: number, rate: number, random: Random): Float32Array {
  const kept = 1 / (1 - rate);
  const limit = Math.round(rate * 65536);
  const mask = new Float32Array(size);
  for (let i = 0; i < size; i += 2) {
    const bits = random.uint32();
    if ((bits & 0xffff) >= limit) mask[i] = kept;
    if (i + 1 < size && bits >>> 16 >= limit) mask[i + 1] = kept;
  }
  return mask;
}
