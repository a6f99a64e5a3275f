import type { Tensor, Tensor1D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../engine.js';
import { isNodeBackend } from '../node-backend.js';
import { executeOp } from './execute-op.js';
import { fusedDropout } from './fused/dropout.js';
import { hasKernels } from './kernels.js';

/**
 * What dropout draws from in one pass: a seed that is new at every step, and a number of its own for each place that
 * drops. Steps and places are then independent of each other, and a step that is repeated drops the same values.
 */
export class DropoutSource {
  #sites = 0;

  /** @param seed int32 [2]; a tensor, because a compiled step is given a new one each time */
  constructor(readonly seed: Tensor1D) {}

  /** The number of the next place, in the order in which the model asks. */
  nextSite(): number {
    return this.#sites++;
  }
}

/**
 * Zeroes a share of the values and scales up the rest, so that the sum stays on average; x itself without a source.
 * @param rate the share, from 0 to below 1
 */
export function dropout<T extends Tensor>(
  tf: Tensorflow,
  x: T,
  rate: number,
  source: DropoutSource | undefined,
): T {
  if (!source || rate === 0) return x;
  if (hasKernels(tf)) return fusedDropout(tf, x, rate, { seed: source.seed, site: source.nextSite() });
  const uniform = drawUniform(tf, x.shape, source);
  return tf.mul(x, tf.mul(tf.cast(tf.greaterEqual(uniform, rate), 'float32'), 1 / (1 - rate)));
}

/** Numbers in [0, 1) from the source's seed and next place. */
function drawUniform(tf: Tensorflow, shape: number[], source: DropoutSource): Tensor {
  const seed = tf.add(source.seed, tf.tensor1d([0, source.nextSite()], 'int32'));
  if (!isNodeBackend(tf)) {
    const [first = 0, second = 0] = seed.dataSync();
    return tf.randomUniform(shape, 0, 1, 'float32', `${first},${second}`);
  }
  return executeOp(tf, 'StatelessRandomUniform', {
    inputs: [tf.tensor1d(shape, 'int32'), seed],
    types: { dtype: 'float32', T: 'int32', Tseed: 'int32' },
  });
}
