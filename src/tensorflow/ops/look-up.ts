import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../engine.js';
import { isNodeBackend } from '../node-backend.js';
import { executeOp } from './execute-op.js';
import type { Saver } from './saver.js';

/** Rows of a table. @param table [rows, width] @param ids int32 [n] @returns [n, width] */
export function lookUp(tf: Tensorflow, table: Tensor2D, ids: Tensor): Tensor2D {
  const rows = tf.customGrad((weights, save) => {
    (save as Saver)([ids]);
    return {
      value: gather(tf, weights as Tensor2D, ids),
      gradFunc: (dy: Tensor, saved: Tensor[]) =>
        tf.unsortedSegmentSum(dy, (saved[0] as Tensor).as1D(), table.shape[0]),
    };
  });
  return rows(table);
}

/** tf.gather reads its indices back to check them, which a compiled step cannot; TensorFlow checks them, too. */
function gather(tf: Tensorflow, table: Tensor2D, ids: Tensor): Tensor2D {
  if (!isNodeBackend(tf)) return tf.gather(table, ids);
  const rows = executeOp(tf, 'GatherV2', {
    inputs: [table, ids, tf.scalar(0, 'int32')],
    types: { Tparams: 'float32', Tindices: 'int32', Taxis: 'int32' },
    ints: { batch_dims: 0 },
  });
  return rows as Tensor2D;
}
