import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../engine.js';
import { executeOp, executeOps } from '../execute-op.js';
import type { Saver } from '../saver.js';

/** gelu(x + bias) in one pass over memory, its gradient in another. @param x [n, width] @param bias [width] */
export function fusedBiasGelu(tf: Tensorflow, x: Tensor2D, bias: Tensor): Tensor2D {
  const op = tf.customGrad((...args) => {
    const [input, offset, save] = args as unknown as [Tensor, Tensor, Saver];
    save([input, offset]);
    return {
      value: executeOp(tf, 'LabmateBiasGelu', { inputs: [input, offset] }),
      gradFunc: (dy: Tensor, saved: Tensor[]) =>
        executeOps(tf, 'LabmateBiasGeluGrad', { inputs: [...saved, dy] }, 2),
    };
  });
  return op(x, bias) as Tensor2D;
}
