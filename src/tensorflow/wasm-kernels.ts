import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs';
import type { Tensorflow } from './engine.js';

type Values = Float32Array | Int32Array | Uint8Array;

/** The part of the WebAssembly backend that a kernel written in TypeScript needs. */
type WasmBackend = {
  makeOutput(shape: readonly number[], dtype: string): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Values;
};

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/**
 * Sums the rows of `x` [...ids.shape, ...inner] that share a segment id into [numSegments, ...inner]. Rows with a
 * negative id are dropped, as TensorFlow's op documentation has it. It is the gradient of tf.gather, and so of
 * every embedding; the WebAssembly backend 4.22 lacks it.
 * @throws RangeError for an id past the last segment
 */
export function unsortedSegmentSum(
  x: Values,
  ids: Values,
  sums: Values,
  { numSegments, inner }: { numSegments: number; inner: number },
): void {
  for (let row = 0; row < ids.length; row++) {
    const segment = ids[row] ?? -1;
    if (segment < 0) continue;
    if (segment >= numSegments) throw new RangeError(`segment id ${segment} is not below ${numSegments}`);
    const from = row * inner;
    const to = segment * inner;
    for (let i = 0; i < inner; i++) sums[to + i] = (sums[to + i] ?? 0) + (x[from + i] ?? 0);
  }
}

const unsortedSegmentSumKernel: KernelFunc = ({ inputs, attrs, backend }) => {
  const wasm = backend as WasmBackend;
  const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
  const numSegments = Number((attrs as { numSegments: number }).numSegments);
  const innerShape = x.shape.slice(segmentIds.shape.length);
  const out = wasm.makeOutput([numSegments, ...innerShape], x.dtype);
  // Views of the heap are taken after the allocation: growing the heap would detach earlier ones.
  const sums = wasm.typedArrayFromHeap(out).fill(0);
  unsortedSegmentSum(wasm.typedArrayFromHeap(x), wasm.typedArrayFromHeap(segmentIds), sums, {
    numSegments,
    inner: product(innerShape),
  });
  return out;
};

/** Adds what the WebAssembly backend lacks for training a small encoder; call it once, before the first gradient. */
export function registerWasmKernels(tf: Tensorflow): void {
  tf.registerKernel({
    kernelName: 'UnsortedSegmentSum',
    backendName: 'wasm',
    kernelFunc: unsortedSegmentSumKernel,
  });
}
