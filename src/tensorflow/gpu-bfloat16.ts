import { execFileSync } from 'node:child_process';

/** Ampere: the first whose tensor cores take bfloat16 (CUDA C++ Programming Guide, "Compute Capability 8.x"). */
const AMPERE = 8;

/**
 * Whether the GPU that this process uses multiplies in bfloat16, by its compute capability as nvidia-smi gives it; false
 * where that cannot be asked.
 * @param run runs nvidia-smi and gives its output
 */
export function gpuHasBfloat16(env: NodeJS.ProcessEnv, run = runNvidiaSmi): boolean {
  // The worker is given one GPU by its number or its UUID; nvidia-smi takes both, and knows nothing of the variable.
  const [first] = (env['CUDA_VISIBLE_DEVICES'] ?? '').split(',');
  try {
    const only = first ? [`--id=${first}`] : [];
    const capability = run(['--query-gpu=compute_cap', '--format=csv,noheader', ...only]);
    return Number.parseFloat(capability.split('\n')[0] ?? '') >= AMPERE;
  } catch {
    return false;
  }
}

const runNvidiaSmi = (args: string[]): string =>
  execFileSync('nvidia-smi', args, { encoding: 'utf8', timeout: 5000, stdio: ['ignore', 'pipe', 'ignore'] });
