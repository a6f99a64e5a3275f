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

const NO_GPU =
  'TensorFlow sees no GPU; see that nvidia-smi lists one and that the driver is 525 or newer, then run `npm start`';

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
}: Pick<Engine, 'kind' | 'tensorflow' | 'slow' | 'reason' | 'kernels'>): string | null {
  if (slow) {
    const why = reason ?? '`npm run lab -- doctor` says why';
    return `The engine is slow here (${kind} ${tensorflow}), and the run takes several times longer than with native TensorFlow: ${why}.`;
  }
  if (reason === null)
    return kernels === null || kernels === 'on'
      ? null
      : `It trains without Labmate's own kernels, about a third slower: ${kernels}.`;
  return kind === 'native'
    ? `It trains on the CPU, although an NVIDIA driver is there: ${reason}.`
    : `The engine is an old one (TensorFlow ${tensorflow}): ${reason}.`;
}
