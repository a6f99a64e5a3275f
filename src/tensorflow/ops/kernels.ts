import type { Tensorflow } from '../engine.js';

const withKernels = new WeakSet<Tensorflow>();

/** Notes that Labmate's own kernels (src/tensorflow/kernels) are registered with this TensorFlow. */
export function noteKernels(tf: Tensorflow): void {
  withKernels.add(tf);
}

/** Whether ops may use Labmate's own kernels. They run on the CPU, under the binding that set-up compiled. */
export function hasKernels(tf: Tensorflow): boolean {
  return withKernels.has(tf);
}
