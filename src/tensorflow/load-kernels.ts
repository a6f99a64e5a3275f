import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tensorflow } from './engine.js';
import { noteKernels } from './ops/kernels.js';

const require = createRequire(import.meta.url);

/** Beside the binding, where set-up puts them and notes what they are: scripts/set-up/engine/set-up-kernels.mjs. */
const [FILE, NOTE] = ['labmate_kernels.node', 'labmate_kernels.json'];

const SOURCES = fileURLToPath(new URL('../../../src/tensorflow/kernels', import.meta.url));

const SET_UP = 'run `npm start` or `npm test` to set them up';

/**
 * Registers Labmate's own kernels with the native TensorFlow in this process; ops then use them. LABMATE_KERNELS=off
 * leaves them out, for comparisons and as a way out; another value is the path of a library to take instead. Training
 * works without them, slower, so nothing is thrown.
 * @returns what ops use: `on`; or why not
 */
export function loadKernels(tf: Tensorflow, env: NodeJS.ProcessEnv): string {
  const chosen = env['LABMATE_KERNELS'];
  if (chosen === 'off') return 'turned off by LABMATE_KERNELS';
  const home = dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json'));
  const folder = join(home, 'lib', 'napi-v8');
  const file = chosen ? resolve(chosen) : join(folder, FILE);
  const problem = chosen ? missing(file) : problemIn(join(folder, NOTE), file);
  if (problem) return problem;
  try {
    require(file);
  } catch (error) {
    return `they do not load (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)})`;
  }
  noteKernels(tf);
  return 'on';
}

const missing = (file: string): string | undefined =>
  existsSync(file) ? undefined : `LABMATE_KERNELS is ${file}, which is not there`;

/** A library of other sources may lack an op, or have one that means something else by now. */
function problemIn(noteFile: string, file: string): string | undefined {
  let note: { problem?: string | null; sources?: string };
  try {
    note = JSON.parse(readFileSync(noteFile, 'utf8')) as typeof note;
  } catch {
    return `not compiled; ${SET_UP}`;
  }
  if (note.problem) return note.problem;
  if (!existsSync(file)) return `not compiled; ${SET_UP}`;
  return note.sources === hashOfSources() ? undefined : `compiled from other sources; ${SET_UP}`;
}

/** As set-up works it out (scripts/set-up/engine/compile-kernels.mjs). */
function hashOfSources(): string {
  const files = readdirSync(SOURCES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(relative(SOURCES, file)).update(readFileSync(file));
  return hash.digest('hex');
}
