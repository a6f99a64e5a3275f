import { readdirSync } from 'node:fs';

const GPUS = '/proc/driver/nvidia/gpus';

/**
 * The environment that gives a slot's worker one GPU of its own: those that CUDA_VISIBLE_DEVICES names, else all of the
 * machine, in turn (more slots than GPUs share them). TensorFlow would otherwise take a part of each GPU, and the
 * binding copies tensors to the last one but calculates on the first.
 * @param slot from 0
 * @param folder in which the NVIDIA driver has an entry for each GPU
 * @returns nothing to change where there is no GPU, or where all are hidden
 */
export function gpuOfSlot(
  slot: number,
  env: NodeJS.ProcessEnv = process.env,
  folder = GPUS,
): Record<string, string> {
  const visible = env['CUDA_VISIBLE_DEVICES'];
  if (visible !== undefined) {
    const names = visible.split(',').map((name) => name.trim());
    // As in CUDA, what follows something that is no device does not count.
    const end = names.findIndex((name) => name === '' || name.startsWith('-'));
    const devices = end === -1 ? names : names.slice(0, end);
    const device = devices[slot % devices.length];
    return device === undefined ? {} : { CUDA_VISIBLE_DEVICES: device };
  }
  const count = countEntries(folder);
  if (count === 0) return {};
  // By number alone CUDA would count the fastest first; people and nvidia-smi count by bus id.
  return {
    CUDA_VISIBLE_DEVICES: String(slot % count),
    CUDA_DEVICE_ORDER: env['CUDA_DEVICE_ORDER'] ?? 'PCI_BUS_ID',
  };
}

function countEntries(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0;
  }
}
