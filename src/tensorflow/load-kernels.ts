import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { Tensorflow } from './engine.js';
import { noteKernels } from './ops/kernels.js';

const require = createRequire(import.meta.url);

/** Beside the binding, where set-up puts them and notes why not: scripts/set-up/engine/build-kernels.mjs. */
const [FILE, NOTE] = ['labmate_kernels.node', 'labmate_kernels.json'];

/**
 * Registers Labmate's own kernels with the native TensorFlow in this process; ops then use them. LABMATE_KERNELS=off
 * leaves them out, for comparisons and as a way out; another value is the path of a library to take instead. Training
 * works without them, slower, so nothing is thrown.
 * @returns what ops use: `on`; or why not
 */
export function loadKernels(tf: Tensorflow, env: NodeJS.ProcessEnv): string {
  if (env['LABMATE_KERNELS'] === 'off') return 'turned off by LABMATE_KERNELS';
  const home = dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json'));
  const folder = join(home, 'lib', 'napi-v8');
  const file = env['LABMATE_KERNELS'] ? resolve(env['LABMATE_KERNELS']) : join(folder, FILE);
  if (!existsSync(file))
    return env['LABMATE_KERNELS']
      ? `LABMATE_KERNELS is ${file}, which is not there`
      : problemIn(join(folder, NOTE));
  try {
    require(file);
  } catch (error) {
    return `they do not load (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)})`;
  }
  noteKernels(tf);
  return 'on';
}

function problemIn(note: string): string {
  try {
    const { problem } = JSON.parse(readFileSync(note, 'utf8')) as { problem: string | null };
    if (problem) return problem;
  } catch {
    // Set-up of an earlier version left no note.
  }
  return 'not compiled; run `npm start` or `npm test` to set them up';
}
