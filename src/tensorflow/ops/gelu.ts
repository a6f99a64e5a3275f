import type { Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from '../engine.js';
import type { Saver } from './saver.js';

/** x Phi(x), the form with erf (Hendrycks and Gimpel 2016). */
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
