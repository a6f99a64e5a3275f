import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withLock } from '../lock.mjs';
import { say, withProgress } from '../progress.mjs';
import { SetUpError } from '../set-up-error.mjs';
import { bindingFile } from './build-binding.mjs';
import { compileKernels, kernelSources, kernelsHash } from './compile-kernels.mjs';
import { settle } from './library-files.mjs';
import { glanceAtMachine } from './machine.mjs';
import { RETRY_MS } from './plan.mjs';
import { smokeTest } from './smoke-test.mjs';

/** Beside the binding; src/tensorflow/load-kernels.ts looks for them there. */
const kernelsFile = join(dirname(bindingFile), 'labmate_kernels.node');
const noteFile = join(dirname(bindingFile), 'labmate_kernels.json');

/**
 * What was tried last.
 * @typedef {object} Note
 * @property {string} hash of all that the library depends on
 * @property {string} sources hash of the sources alone
 * @property {string | null} sha256 of the library
 * @property {string | null} problem why there is none
 * @property {string} at
 */

/** @returns {Note | undefined} */
function readNote() {
  try {
    return JSON.parse(readFileSync(noteFile, 'utf8'));
  } catch {
    return undefined;
  }
}

function replace(file, write) {
  const part = `${file}.part-${process.pid}`;
  write(part);
  settle(part);
  renameSync(part, file);
}

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

function unlink() {
  rmSync(kernelsFile, { force: true });
  rmSync(noteFile, { force: true });
}

/** Whether nothing is to be done: the library is whole, or what failed has been tried today. */
function stands(hash) {
  const note = readNote();
  if (note?.hash !== hash) return false;
  if (note.problem !== null) return Date.now() - Date.parse(note.at) < RETRY_MS;
  return existsSync(kernelsFile) && hashOf(kernelsFile) === note.sha256;
}

/** Puts the library where workers look, and tries it in a process of its own, which may crash. */
async function link(result, note) {
  replace(kernelsFile, (part) => copyFileSync(result, part));
  const linked = { ...note, sha256: hashOf(kernelsFile), problem: null };
  replace(noteFile, (part) => writeFileSync(part, JSON.stringify(linked)));
  try {
    const { kernels } = await smokeTest('native');
    return kernels === 'on' ? null : kernels;
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    return error.message;
  }
}

async function build(compiler, folder, hash) {
  const result = join(folder, 'kernels', `${hash}.node`);
  const note = { hash, sources: kernelSources(), at: new Date().toISOString() };
  const compile = () =>
    withProgress("Compiling Labmate's kernels", () => compileKernels(compiler, folder, result));
  let problem = existsSync(result) ? await link(result, note) : 'not compiled';
  // One that was compiled earlier and does not run, such as one cut off, is compiled anew.
  if (problem) problem = (await compile()) ?? (await link(result, note));
  if (!problem) return;
  rmSync(kernelsFile, { force: true });
  replace(noteFile, (part) => writeFileSync(part, JSON.stringify({ ...note, sha256: null, problem })));
  say(`Labmate trains without its own kernels, slower: ${problem}.`);
}

/**
 * Compiles Labmate's own kernels (src/tensorflow/kernels) for the native engine on the CPU, and puts them where a
 * worker looks; takes them away from any other engine. Without them training is slower and otherwise the same, so
 * nothing is thrown; what failed is tried again after a day, or when compiler or sources are others.
 * @param {import('./record.mjs').EngineRecord} record
 * @param {string} cache
 */
export async function setUpKernels({ kind, device, folder }, cache) {
  // Turned off, or somebody's own: what was set up is left alone.
  if (process.env.LABMATE_KERNELS) return;
  try {
    if (kind !== 'native' || device !== 'cpu' || !folder) return unlink();
    const { compiler } = glanceAtMachine();
    // Ones that are there stay where the compiler has gone since; a worker sees whether they are of these sources.
    if (!compiler) return;
    const hash = kernelsHash(folder, compiler);
    if (stands(hash)) return;
    await withLock(cache, 'kernels', async () => {
      if (!stands(hash)) await build(compiler, folder, hash);
    });
  } catch (error) {
    if (typeof error.syscall !== 'string' && !(error instanceof SetUpError)) throw error;
    say(`Labmate trains without its own kernels, slower: ${error.message}.`);
  }
}
