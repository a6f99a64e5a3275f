import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../engine.js';
import { executeOps } from '../execute-op.js';
import type { Norm } from '../norm.js';
import type { Saver } from '../saver.js';
import type { MaskSource } from './dropout.js';

export type AddNormInputs = { x: Tensor2D; bias: Tensor; residual: Tensor2D; norm: Norm };

type Results = [y: Tensor, unit: Tensor, inverse: Tensor];

/**
 * LayerNorm(dropout(x + bias) + residual) in one pass over memory, its gradient in another.
 * @param inputs x and residual [n, width], the rest [width]
 * @param dropping rate from above 0, or undefined for none
 */
export function fusedAddNorm(
  tf: Tensorflow,
  { x, bias, residual, norm }: AddNormInputs,
  dropping: (MaskSource & { rate: number }) | undefined,
): Tensor2D {
  const { rate, site } = dropping ?? { rate: 0, site: 0 };
  const op = tf.customGrad((...args) => {
    const [input, offset, other, gain, shift, save] = args as unknown as [
      ...[Tensor, Tensor, Tensor, Tensor, Tensor],
      Saver,
    ];
    const seed = dropping?.seed ?? tf.tensor1d([0, 0], 'int32');
    const [value, unit, inverse] = executeOps(
      tf,
      'LabmateDropAddNorm',
      {
        inputs: [input, offset, other, gain, shift, seed],
        floats: { rate, epsilon: norm.epsilon },
        ints: { site },
      },
      3,
    ) as Results;
    save([unit, inverse, gain]);
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor[] => {
      if (dropping) {
        const call = { inputs: [dy, ...saved, seed], floats: { rate }, ints: { site } };
        const [dx, dResidual, ...vectors] = executeOps(tf, 'LabmateDropAddNormGrad', call, 5) as [
          Tensor,
          Tensor,
          ...Tensor[],
        ];
        return [dx, vectors[0] as Tensor, dResidual, ...vectors.slice(1)];
      }
      const [dx, dBias, ...rest] = executeOps(tf, 'LabmateAddNormGrad', { inputs: [dy, ...saved] }, 4) as [
        Tensor,
        Tensor,
        ...Tensor[],
      ];
      // A tensor of its own for each input: TensorFlow.js disposes of a gradient once it has added it to another.
      return [dx, dBias, tf.clone(dx), ...rest];
    };
    return { value, gradFunc };
  });
  return op(x, bias, residual, norm.gain, norm.shift) as Tensor2D;
}

/** LayerNorm in one pass over memory, its gradient in another. @param x [n, width] */
export function fusedLayerNorm(tf: Tensorflow, x: Tensor2D, { gain, shift, epsilon }: Norm): Tensor2D {
  const op = tf.customGrad((...args) => {
    const [input, factor, offset, save] = args as unknown as [Tensor, Tensor, Tensor, Saver];
    const call = { inputs: [input, factor, offset], floats: { epsilon } };
    const [value, unit, inverse] = executeOps(tf, 'LabmateLayerNorm', call, 3) as Results;
    save([unit, inverse, factor]);
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor[] => {
      const [dx, , ...vectors] = executeOps(tf, 'LabmateAddNormGrad', { inputs: [dy, ...saved] }, 4) as [
        Tensor,
        Tensor,
        ...Tensor[],
      ];
      return [dx, ...vectors];
    };
    return { value, gradFunc };
  });
  return op(x, gain, shift) as Tensor2D;
}
