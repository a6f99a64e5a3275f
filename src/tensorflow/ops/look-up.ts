import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../engine.js';
import type { Saver } from './saver.js';

/** Rows of a table. @param table [rows, width] @param ids int32 [n] @returns [n, width] */
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
