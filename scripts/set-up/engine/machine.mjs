// By its default export, since old versions of Node lack statfsSync and should hear our sentence about their age.
import fs from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { runProgram } from '../run-program.mjs';

/** Full path of the first of these programs on PATH, or null. */
export function findProgram(names, env = process.env) {
  for (const name of names.filter(Boolean)) {
    if (name.includes('/')) return fs.existsSync(name) ? name : null;
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
 * What can be seen of the machine without starting a program; cheap enough for each start.
 * @returns {{ platform: string, arch: string, driver: boolean, compiler: string | null, python: string | null }}
 */
export function glanceAtMachine(env = process.env) {
  return {
    platform: process.platform,
    arch: process.arch,
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

/**
 * All that the choice of an engine depends on.
 * @param {string} cache existing folder
 */
export async function inspectMachine(cache, env = process.env) {
  const seen = glanceAtMachine(env);
  const { bavail, bsize } = fs.statfsSync(cache);
  const pip = seen.python && (await runProgram(seen.python, ['-m', 'pip', '--version'])).code === 0;
  return {
    ...seen,
    pip: pip ? [seen.python, '-m', 'pip'] : null,
    // Absent under musl (Alpine), for which TensorFlow publishes nothing.
    glibc: process.report.getReport().header.glibcVersionRuntime ?? null,
    freeMegabytes: Math.floor((bavail * bsize) / 1e6),
    nodeHeaders: findNodeHeaders(),
  };
}
