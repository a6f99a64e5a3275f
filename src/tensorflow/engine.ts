import type * as tfTypes from '@tensorflow/tfjs';

export type Tensorflow = typeof tfTypes;

/** The engine that runs tensors in this process: what load-engine.ts found, fastest first. */
export type Engine = {
  tf: Tensorflow;
  /** `native`: today's TensorFlow under our own build of the binding; `stock`: tfjs-node's own binaries; `wasm`: slow. */
  kind: 'native' | 'stock' | 'wasm';
  /** Version of the TensorFlow library (or of the wasm backend). */
  tensorflow: string;
  /** `cpu`, or the GPU's name. */
  device: string;
  /** Whether the device computes matrix products in bfloat16 several times faster than in float32. */
  hasBfloat16: boolean;
  /** True for the wasm fallback: results say so. */
  slow: boolean;
  /** Labmate's own kernels: `on`, or why not; null where the engine cannot have them. */
  kernels: string | null;
  /** Why nothing faster is in use, and what to do about it; null when all is as it should be. See engine-notice.ts. */
  reason: string | null;
};
