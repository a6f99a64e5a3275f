import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../engine.js';
import { isNodeBackend } from '../node-backend.js';
import { executeOp } from './execute-op.js';

/** 0, 1, … length - 1 as int32. tf.range counts in JavaScript, for one length alone. */
export function positionsUpTo(tf: Tensorflow, length: number): Tensor1D {
  if (!isNodeBackend(tf)) return tf.range(0, length, 1, 'int32');
  const inputs = [tf.scalar(0, 'int32'), tf.scalar(length, 'int32'), tf.scalar(1, 'int32')];
  return executeOp(tf, 'Range', { inputs, types: { Tidx: 'int32' } }) as Tensor1D;
}

/**
 * The first token of every text, where a classifier's head looks.
 * @param x [batch * length, width]
 * @returns [batch, width]
 */
export function firstTokens(tf: Tensorflow, x: Tensor2D, [batch, length]: [number, number]): Tensor2D {
  const width = x.shape[1];
  const first = tf.customGrad((all) => ({
    value: (all as Tensor)
      .reshape([batch, length, width])
      .slice([0, 0, 0], [batch, 1, width])
      .reshape([batch, width]),
    // TensorFlow.js would pad with zeros, by an amount that is another for each length.
    gradFunc: (dy: Tensor) => {
      const isFirst = tf.oneHot(tf.tensor1d([0], 'int32'), length).reshape([1, length, 1]);
      return tf.mul(dy.reshape([batch, 1, width]), isFirst).reshape([batch * length, width]);
    },
  }));
  return first(x) as Tensor2D;
}
