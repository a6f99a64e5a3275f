import { type Said, say } from '../texts/texts.js';
import { type Failure, failure } from './failure.js';
import type { RunSpec } from './spec.js';

/**
 * How a lack of memory is told by those that meet it: TensorFlow ("OOM when allocating tensor", ResourceExhausted), its
 * GPU side (CUDA_ERROR_OUT_OF_MEMORY, CUBLAS_STATUS_ALLOC_FAILED, "Dst tensor is not initialized"), oneDNN ("could not
 * create a primitive", whose code and scratch memory are made there; seen under a limit), C++ (bad_alloc), abseil and
 * the system (mmap error 12, ENOMEM), V8 ("JavaScript heap out of memory", array buffers), and WebAssembly,
 * where kernels write behind the end of a memory that could not grow.
 */
export const OUT_OF_MEMORY = new RegExp(
  [
    String.raw`\bOOM\b|out[ _]of[ _]memory|resource.?exhausted`,
    String.raw`allocat\w+ failed|failed to alloc|alloc_failed|dst tensor is not initialized`,
    String.raw`could not create a primitive(?! desc)`,
    String.raw`bad_alloc|mmap error: 12\b|cannot allocate memory|\bENOMEM\b`,
    String.raw`invalid (typed )?array length|memory access out of bounds|maximum memory size exceeded`,
  ].join('|'),
  'i',
);

type Sizes = Pick<RunSpec, 'batch' | 'accumulate' | 'maxlen'>;

/**
 * A run's failure for lack of memory, with settings that take the same steps in less.
 * @param how it was seen, a sentence without its full stop
 */
export function outOfMemory(spec?: Sizes, how = say('stored.memory.out')): Failure & { reason: 'oom' } {
  const sizes = spec && { batch: spec.batch, maxlen: spec.maxlen };
  const message = sizes ? say('stored.memory.sizes', { how, ...sizes }) : say('stored.memory.alone', { how });
  return failure('oom', message, lessAtOnce(spec));
}

/** Settings that take the same steps in less memory, or less of everything. */
export function lessAtOnce(spec?: Sizes): Said {
  if (!spec) return say('stored.memory.smaller');
  const { batch, accumulate, maxlen } = spec;
  if (batch === 1)
    return maxlen > 8
      ? say('stored.memory.shorter', { maxlen: Math.max(8, Math.floor(maxlen / 2)) })
      : say('stored.memory.smaller_model');
  const half = Math.floor(batch / 2);
  if (accumulate > 128) return say('stored.memory.less', { batch: half });
  const halved = { batch: half, accumulate: 2 * accumulate };
  return batch % 2 === 0 ? say('stored.memory.halved_same', halved) : say('stored.memory.halved', halved);
}
