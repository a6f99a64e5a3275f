import type { Run } from './run.js';
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
export function outOfMemory(
  spec?: Sizes,
  how = 'It stopped because memory ran out',
): NonNullable<Run['failure']> & { reason: 'oom' } {
  if (!spec) return { reason: 'oom', message: `${how}.`, hint: 'Try a smaller batch or maxlen.' };
  const { batch, maxlen } = spec;
  return { reason: 'oom', message: `${how} (batch:${batch} maxlen:${maxlen}).`, hint: lessAtOnce(spec) };
}

function lessAtOnce({ batch, accumulate, maxlen }: Sizes): string {
  if (batch === 1)
    return maxlen > 8
      ? `Try maxlen:${Math.max(8, Math.floor(maxlen / 2))} or a smaller model.`
      : 'Try a smaller model.';
  const half = Math.floor(batch / 2);
  if (accumulate > 128) return `Try less at once, for example batch:${half}.`;
  return `Try less at once: batch:${half} accumulate:${2 * accumulate}${batch % 2 === 0 ? ' takes the same steps' : ''}.`;
}
