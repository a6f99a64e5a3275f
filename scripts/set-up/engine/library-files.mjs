import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lists what a library set consists of, in its folder; src/tensorflow/check-library.ts reads it for `doctor`. */
const LIST = 'labmate-files.json';

/**
 * @typedef {object} FileList
 * @property {{ name: string, version: string, sha256: string }[]} wheels the pinned downloads it was made of
 * @property {Record<string, { bytes: number, sha256: string }>} files by path below the folder
 */

/** Sees to it that a file's content is on the disk before anything speaks of it: a rename may outlive a power cut that its content does not. */
export function settle(file) {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** @param {string} folder @param {FileList} list */
export function writeFileList(folder, { wheels, files }) {
  const file = join(folder, LIST);
  const pins = wheels.map(({ name, version, sha256 }) => ({ name, version, sha256 }));
  writeFileSync(file, `${JSON.stringify({ wheels: pins, files }, null, 1)}\n`);
  settle(file);
}

/**
 * What is wrong with a library set, by the sizes of its files, which takes a millisecond; `doctor` compares the
 * hashes, too.
 * @param {string} folder
 * @param {{ sha256: string }[]} [wheels] what it has to be made of
 * @returns {string | undefined} such as `tensorflow/libtensorflow_cc.so.2 is missing`
 */
export function damageIn(folder, wheels) {
  let list;
  try {
    list = JSON.parse(readFileSync(join(folder, LIST), 'utf8'));
  } catch {
    return `its list of files (${LIST}) is missing`;
  }
  if (!Array.isArray(list?.wheels) || !list.files) return `its list of files (${LIST}) is not readable`;
  if (wheels && wheels.map(({ sha256 }) => sha256).join() !== list.wheels.map(({ sha256 }) => sha256).join())
    return 'it is made of other wheels';
  for (const [path, { bytes }] of Object.entries(list.files)) {
    const found = statSync(join(folder, path), { throwIfNoEntry: false })?.size;
    if (found === undefined) return `${path} is missing`;
    if (found !== bytes) return `${path} has ${found} bytes in place of ${bytes}`;
  }
  return undefined;
}
