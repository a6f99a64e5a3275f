import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const DRIVER = '/proc/driver/nvidia/gpus';

/** Name of the first NVIDIA GPU as its driver gives it, such as `NVIDIA GeForce RTX 3090`; `GPU` where it does not. */
export function gpuName(folder = DRIVER): string {
  try {
    for (const gpu of readdirSync(folder).sort()) {
      const model = /^Model:\s*(.+)$/m.exec(readFileSync(join(folder, gpu, 'information'), 'utf8'));
      if (model?.[1]) return model[1].trim();
    }
  } catch {
    // No such folder under WSL.
  }
  return 'GPU';
}
