import { execFile } from 'node:child_process';
import { availableParallelism, freemem, hostname, loadavg, totalmem } from 'node:os';
import { z } from 'zod';

/** Memory in bytes, `busy` in percent. */
export type Gpu = { index: number; name: string; used: number; total: number; busy: number };
export type HostLoad = {
  host: string;
  gpus: Gpu[];
  cores: number;
  /** Cores that were busy in the last minute, on average. */
  busyCores: number;
  free: number;
  total: number;
};

const QUERY = '--query-gpu=index,name,memory.used,memory.total,utilization.gpu';
const PATIENCE_MS = 3000;
const MIB = 2 ** 20;

const rowSchema = z.tuple([z.coerce.number(), z.string(), z.coerce.number(), z.coerce.number(), z.string()]);

/**
 * What the machine has and how busy it is, by nvidia-smi where there is one.
 * @param program stands in for nvidia-smi
 */
export async function readHostLoad(program = 'nvidia-smi'): Promise<HostLoad> {
  const text = await new Promise<string>((resolve) => {
    execFile(program, [QUERY, '--format=csv,noheader,nounits'], { timeout: PATIENCE_MS }, (error, stdout) =>
      resolve(error ? '' : stdout),
    );
  });
  return {
    ...{ host: hostname(), gpus: parseGpus(text), cores: availableParallelism() },
    ...{ busyCores: loadavg()[0] ?? 0, free: freemem(), total: totalmem() },
  };
}

/** Lines of `0, NVIDIA H100, 1234, 81559, 37`; a GPU that does not tell how busy it is writes `[N/A]`. */
export function parseGpus(csv: string): Gpu[] {
  return csv.split('\n').flatMap((line) => {
    const read = rowSchema.safeParse(line.split(',').map((cell) => cell.trim()));
    if (!read.success) return [];
    const [index, name, used, total, busy] = read.data;
    return [{ index, name, used: used * MIB, total: total * MIB, busy: Number(busy) || 0 }];
  });
}
