import { type Said, say, textsIn } from '../texts/texts.js';
import type { Engine } from './engine.js';

/** What the choice of an engine depended on. */
export type Surroundings = {
  /** Whether an NVIDIA driver is there. */
  driver: boolean;
  /** CUDA_VISIBLE_DEVICES */
  visible: string | undefined;
  /** What set-up noted about this engine: why it found nothing faster. */
  recorded: string | null;
  /** Why a faster engine, which set-up had found, did not load now. */
  failure?: string;
};

const NO_GPU = textsIn('en').t('stored.engine.no_gpu');

/**
 * Why nothing faster than this engine is in use, and what to do about it. CUDA that is missing or broken leaves the
 * work to the CPU with no more than a line in TensorFlow's log, so that is looked for here.
 * @returns half a sentence, or null where nothing faster is to be had, or nobody knows
 */
export function whyNotFaster(
  { kind, device }: Pick<Engine, 'kind' | 'device'>,
  { driver, visible, recorded, failure }: Surroundings,
): string | null {
  if (kind !== 'native') return failure ?? recorded;
  if (device !== 'cpu' || !driver) return null;
  const hidden = visible === '' || visible?.startsWith('-1');
  return hidden ? `CUDA_VISIBLE_DEVICES is "${visible}", which hides the GPUs` : (recorded ?? NO_GPU);
}

/**
 * What people should know before they wait for a run.
 * @returns a sentence, or null where the engine is as fast as it should be
 */
export function engineNotice({
  kind,
  tensorflow,
  slow,
  reason,
  kernels,
}: Pick<Engine, 'kind' | 'tensorflow' | 'slow' | 'reason' | 'kernels'>): Said | null {
  if (slow) {
    const why = reason === null ? say('stored.engine.doctor') : reasonSlot(reason);
    return say('stored.engine.slow', { engine: `${kind} ${tensorflow}`, why });
  }
  if (reason === null)
    return kernels === null || kernels === 'on' ? null : say('stored.engine.kernels', { why: kernels });
  return kind === 'native'
    ? say('stored.engine.cpu', { why: reasonSlot(reason) })
    : say('stored.engine.old', { version: tensorflow, why: reasonSlot(reason) });
}

/** What set-up noted is English. */
const reasonSlot = (reason: string): Said | string =>
  reason === NO_GPU ? say('stored.engine.no_gpu') : reason;
