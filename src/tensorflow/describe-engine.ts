import { readEngineRecord } from './engine-record.js';
import type { Engine } from './engine.js';
import { listGpus } from './gpu-name.js';
import { loadEngine } from './load-engine.js';
import { denseGelu } from './ops/dense.js';

const SET_UP = 'run `npm start` without LABMATE_ENGINE to set up a fast one';

/** What `doctor` says about the engine. */
export type EngineReport = {
  kind: Engine['kind'];
  /** Version of the TensorFlow library, or of the WebAssembly backend. */
  tensorflow: string;
  /** `cpu`, or the GPU's name. */
  device: string;
  slow: boolean;
  /** Labmate's own kernels: `on`, or why not; null where the engine cannot have them. */
  kernels: string | null;
  /** Where the engine came from. */
  source: string;
  /** The GPUs that the driver lists, hidden ones too. */
  gpus: string[];
  /** What would make it faster, or null. */
  advice: string | null;
};

/**
 * Loads the engine and proves it by a matrix product, then says what it is. Loads TensorFlow into this process: the
 * bot asks for it through probeEngine.
 * @throws Error when the engine calculates wrongly
 */
export async function describeEngine(): Promise<EngineReport> {
  const engine = await loadEngine();
  prove(engine);
  const record = readEngineRecord();
  const known = record?.kind === engine.kind ? record : undefined;
  const { kind, tensorflow, device, slow, kernels, reason } = engine;
  return {
    ...{ kind, tensorflow, device, slow, kernels },
    source: known?.source ?? 'not set up by this checkout',
    gpus: listGpus().map(({ model }) => model),
    advice: reason ?? (slow ? SET_UP : null),
  };
}

function prove({ tf, kind }: Engine): void {
  const product = tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync()[0]);
  if (product !== 11) throw new Error(`The ${kind} engine calculates 1*3 + 2*4 = ${product}.`);
  // Through Labmate's own kernels, where they are in use: Phi(1) = 0.8413.
  const one = { weight: tf.tensor2d([[1]]), bias: tf.tensor1d([0]) };
  const gelu = tf.tidy(() => denseGelu(tf, tf.tensor2d([[1]]), one).dataSync()[0]) ?? NaN;
  if (!(Math.abs(gelu - 0.8413447) < 1e-5))
    throw new Error(`The ${kind} engine calculates gelu(1) = ${gelu}.`);
}
