import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../engine.js';
import type { Norm } from '../norm.js';
import type { Saver } from '../saver.js';

/** LayerNorm of TensorFlow's own ops, for engines without Labmate's kernels. @param x [n, width] */
export function compositeLayerNorm(tf: Tensorflow, x: Tensor2D, { gain, shift, epsilon }: Norm): Tensor2D {
  const norm = tf.customGrad((...args) => {
    const [input, factor, offset, save] = args as unknown as [Tensor, Tensor, Tensor, Saver];
    const centred = tf.sub(input, tf.mean(input, -1, true));
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon));
    const unit = tf.mul(centred, inverse);
    save([unit, inverse, factor]);
    return {
      value: tf.add(tf.mul(unit, factor), offset),
      gradFunc: (dy: Tensor, saved: Tensor[]) => gradient(tf, dy, saved),
    };
  });
  return norm(x, gain, shift) as Tensor2D;
}

function gradient(tf: Tensorflow, dy: Tensor, saved: Tensor[]): Tensor[] {
  const [unit, inverse, gain] = saved as [Tensor, Tensor, Tensor];
  const dUnit = tf.mul(dy, gain);
  const onUnit = tf.mean(tf.mul(dUnit, unit), -1, true);
  const inner = tf.sub(tf.sub(dUnit, tf.mean(dUnit, -1, true)), tf.mul(unit, onUnit));
  return [tf.mul(inner, inverse), tf.sum(tf.mul(dy, unit), 0), tf.sum(dy, 0)];
}
