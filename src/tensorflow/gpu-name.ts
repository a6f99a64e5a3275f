import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const DRIVER = '/proc/driver/nvidia';
/** How Windows hands its driver to WSL, where there is no /proc/driver/nvidia. */
const WSL_DRIVER = '/usr/lib/wsl/lib/libcuda.so.1';

/** A GPU as its driver describes it; `uuid` such as `GPU-5d7…`, or empty. */
export type Gpu = { model: string; uuid: string };

/** Whether an NVIDIA driver is loaded, though not whether it works. */
export const hasNvidiaDriver = (folder = DRIVER): boolean =>
  existsSync(join(folder, 'version')) || (folder === DRIVER && existsSync(WSL_DRIVER));

/** The NVIDIA GPUs of this machine in the order of their bus ids, hidden ones too; none where the driver does not say. */
export function listGpus(folder = DRIVER): Gpu[] {
  const gpus = join(folder, 'gpus');
  try {
    return readdirSync(gpus)
      .sort()
      .map((gpu) => {
        const text = readFileSync(join(gpus, gpu, 'information'), 'utf8');
        const field = (name: string) => new RegExp(`^${name}:\\s*(.+)$`, 'm').exec(text)?.[1]?.trim();
        return { model: field('Model') ?? 'GPU', uuid: field('GPU UUID') ?? '' };
      });
  } catch {
    return [];
  }
}

/**
 * Name of the GPU that CUDA gives this process, such as `NVIDIA GeForce RTX 3090`; `GPU` where that cannot be told:
 * CUDA counts GPUs in an order of its own, unless CUDA_DEVICE_ORDER is PCI_BUS_ID.
 */
export function gpuName(env: NodeJS.ProcessEnv = process.env, folder = DRIVER): string {
  const gpus = listGpus(folder);
  const [first] = gpus;
  if (first && gpus.every(({ model }) => model === first.model)) return first.model;
  const [wanted = '0'] = (env['CUDA_VISIBLE_DEVICES'] ?? '').split(',').map((name) => name.trim() || '0');
  if (wanted.startsWith('GPU-')) return gpus.find(({ uuid }) => uuid.startsWith(wanted))?.model ?? 'GPU';
  return (env['CUDA_DEVICE_ORDER'] === 'PCI_BUS_ID' ? gpus[Number(wanted)]?.model : undefined) ?? 'GPU';
}
