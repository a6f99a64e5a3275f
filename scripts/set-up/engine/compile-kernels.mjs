import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { inProject } from '../project.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { settle } from './library-files.mjs';

const sourceFolder = inProject('src', 'tensorflow', 'kernels');

const FLAGS = [
  '-std=c++17',
  '-O3',
  // For the processor that compiles, which is the one that runs: the cache may be shared, so the key has its name.
  process.arch === 'arm64' ? '-mcpu=native' : '-march=native',
  '-ffp-contract=fast',
  // No -ffast-math: a NaN must come through, since it is how a run that diverged is found out.
  '-fno-math-errno',
  '-fno-trapping-math',
  '-fPIC',
  '-shared',
  '-fvisibility=hidden',
];

function sources() {
  return readdirSync(sourceFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** The processor by its name and what it can do; empty where the system does not say. */
function processor() {
  const [{ model = '' } = {}] = cpus();
  try {
    const features = readFileSync('/proc/cpuinfo', 'utf8')
      .split('\n')
      .find((line) => /^(flags|Features)\s*:/.test(line));
    return `${model} ${features ?? ''}`;
  } catch {
    return model;
  }
}

/** What the kernels are made of; src/tensorflow/load-kernels.ts works it out, too, to see that a library is not an old one. */
export function kernelSources() {
  const hash = createHash('sha256');
  for (const file of sources()) hash.update(relative(sourceFolder, file)).update(readFileSync(file));
  return hash.digest('hex');
}

/** Changes when kernels compiled earlier must not be used any more; another compiler at the same path counts. */
export function kernelsHash(folder, compiler) {
  const { size, mtimeMs } = statSync(compiler);
  return createHash('sha256')
    .update(
      [...FLAGS, folder, process.arch, processor(), compiler, size, mtimeMs, kernelSources()].join('\0'),
    )
    .digest('hex')
    .slice(0, 16);
}

/**
 * Compiles the kernels against the native engine's library.
 * @param {string} compiler
 * @param {string} folder the library set's folder
 * @param {string} result the file to make
 * @returns {Promise<string | null>} what went wrong
 */
export async function compileKernels(compiler, folder, result) {
  const library = join(folder, 'tensorflow');
  const kernels = dirname(result);
  mkdirSync(kernels, { recursive: true });
  for (const name of readdirSync(kernels)) {
    // The caller holds the lock: a set-up that was interrupted left this, or an earlier version of Labmate.
    rmSync(join(kernels, name), { recursive: true, force: true });
  }
  const work = join(kernels, `.part-${process.pid}`);
  mkdirSync(work);
  const part = join(work, 'labmate_kernels.node');
  const args = [
    ...FLAGS,
    `-I${join(sourceFolder, 'stand-ins')}`,
    `-I${join(library, 'include')}`,
    ...sources().filter((file) => file.endsWith('.cc')),
    `-L${library}`,
    '-l:libtensorflow_cc.so.2',
    '-l:libtensorflow_framework.so.2',
    `-Wl,-rpath,${library}`,
    // TensorFlow keeps pointers to what is registered, also where Node would unload it with a thread.
    '-Wl,-z,nodelete',
    '-pthread',
    '-o',
    part,
  ];
  try {
    const { code, output } = await runProgram(compiler, args, { env: { ...process.env, TMPDIR: work } });
    if (code !== 0) {
      const error = output.split('\n').find((line) => /error|no space/i.test(line)) ?? lastLine(output);
      return `${basename(compiler)} could not compile them (${error.trim()})`;
    }
    settle(part);
    renameSync(part, result);
    return null;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
