// By its default export, since old versions of Node lack statfsSync and should hear our sentence about their age.
import fs from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cacheProblem } from '../cache-folder.mjs';
import { runProgram } from '../run-program.mjs';

/** Full path of the first of these programs on PATH, or null. */
export function findProgram(names, env = process.env) {
  for (const name of names.filter(Boolean)) {
    if (name.includes('/')) {
      if (fs.existsSync(name)) return name;
      continue;
    }
    for (const folder of (env.PATH ?? '').split(delimiter)) {
      const file = join(folder, name);
      try {
        fs.accessSync(file, fs.constants.X_OK);
        return file;
      } catch {
        // Not in this folder.
      }
    }
  }
  return null;
}

/**
 * Whether the processor has AVX, without which TensorFlow's library ends its process by an illegal instruction.
 * @param {string} cpuinfo the text of /proc/cpuinfo
 * @returns {boolean | undefined} undefined where the text does not say
 */
export function hasAvx(cpuinfo) {
  const flags = /^flags\s*:(.*)$/m.exec(cpuinfo)?.[1];
  return flags?.split(' ').includes('avx');
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/**
 * What can be seen of the machine without starting a program; cheap enough for each start.
 * @returns {{ platform: string, arch: string, avx: boolean, driver: boolean, compiler: string | null,
 *   python: string | null }} `avx` is false only on a x86-64 processor that is known to lack it
 */
export function glanceAtMachine(env = process.env) {
  return {
    platform: process.platform,
    arch: process.arch,
    avx: process.arch !== 'x64' || hasAvx(readIfThere('/proc/cpuinfo')) !== false,
    // The second is how Windows hands its driver to WSL.
    driver: fs.existsSync('/proc/driver/nvidia/version') || fs.existsSync('/usr/lib/wsl/lib/libcuda.so.1'),
    compiler: findProgram([env.CXX, 'c++', 'g++', 'clang++'], env),
    python: findProgram(['python3', 'python'], env),
  };
}

/** Folder with node_api.h: from the Node installation, or null. */
function findNodeHeaders() {
  const folders = [join(dirname(process.execPath), '..', 'include', 'node'), '/usr/include/node'];
  return folders.find((folder) => fs.existsSync(join(folder, 'node_api.h'))) ?? null;
}

/** @param {string} folder need not exist @returns {number} free on its disk */
function freeMegabytes(folder) {
  try {
    const { bavail, bsize } = fs.statfsSync(folder);
    return Math.floor((bavail * bsize) / 1e6);
  } catch {
    const above = dirname(folder);
    return above === folder ? 0 : freeMegabytes(above);
  }
}

/**
 * All that the choice of an engine depends on.
 * @param {string} cache the cache folder; made where it can be
 */
export async function inspectMachine(cache, env = process.env) {
  const seen = glanceAtMachine(env);
  const pip = seen.python && (await runProgram(seen.python, ['-m', 'pip', '--version'])).code === 0;
  return {
    ...seen,
    pip: pip ? [seen.python, '-m', 'pip'] : null,
    // Absent under musl (Alpine), for which TensorFlow publishes nothing.
    glibc: process.report.getReport().header.glibcVersionRuntime ?? null,
    cacheProblem: cacheProblem(cache),
    freeMegabytes: freeMegabytes(cache),
    nodeHeaders: findNodeHeaders(),
  };
}
