import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { say, withProgress } from '../progress.mjs';
import { inProject } from '../project.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { bindingFile } from './build-binding.mjs';
import { SetUpError } from '../set-up-error.mjs';
import { glanceAtMachine } from './machine.mjs';
import { smokeTest } from './smoke-test.mjs';

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

/** Beside the binding; src/tensorflow/load-kernels.ts looks for them there. */
const kernelsFile = join(dirname(bindingFile), 'labmate_kernels.node');
const noteFile = join(dirname(bindingFile), 'labmate_kernels.json');

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

/** Changes when kernels compiled earlier must not be used any more. */
function kernelsHash(folder, compiler) {
  const hash = createHash('sha256').update(
    [...FLAGS, folder, process.arch, processor(), compiler].join('\0'),
  );
  for (const file of sources()) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

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
  renameSync(part, file);
}

/** @returns {Promise<string | null>} what went wrong */
async function compile(compiler, folder, result) {
  const library = join(folder, 'tensorflow');
  mkdirSync(dirname(result), { recursive: true });
  for (const name of readdirSync(dirname(result)))
    if (name.includes('.part-')) rmSync(join(dirname(result), name), { force: true });
  const part = `${result}.part-${process.pid}`;
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
  const env = { ...process.env, TMPDIR: dirname(result) };
  const { code, output } = await runProgram(compiler, args, { env });
  if (code === 0) {
    renameSync(part, result);
    return null;
  }
  rmSync(part, { force: true });
  const error = output.split('\n').find((line) => /error|no space/i.test(line)) ?? lastLine(output);
  return `${basename(compiler)} could not compile them (${error.trim()})`;
}

function unlink() {
  rmSync(kernelsFile, { force: true });
  rmSync(noteFile, { force: true });
}

/** Links compiled kernels and tries them in a process of its own, which may crash. @returns {Promise<string | null>} */
async function link(result) {
  replace(kernelsFile, (part) => copyFileSync(result, part));
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
  let problem = null;
  if (!existsSync(result))
    problem = await withProgress("Compiling Labmate's kernels", () => compile(compiler, folder, result));
  problem ??= await link(result);
  if (problem) {
    // What is broken is compiled anew when set-up looks again; a file that was cut off would stay broken.
    rmSync(result, { force: true });
    rmSync(kernelsFile, { force: true });
    say(`Labmate trains without its own kernels, slower: ${problem}.`);
  }
  replace(noteFile, (part) => writeFileSync(part, JSON.stringify({ hash, problem })));
}

/**
 * Compiles Labmate's own kernels (src/tensorflow/kernels) for the native engine on the CPU, and puts them where a
 * worker looks; takes them away from any other engine. Without them training is slower and otherwise the same, so
 * nothing is thrown; what failed is tried again when compiler or sources are others.
 * @param {import('./record.mjs').EngineRecord} record
 */
export async function setUpKernels({ kind, device, folder }) {
  if (process.env.LABMATE_KERNELS === 'off') return;
  try {
    if (kind !== 'native' || device !== 'cpu' || !folder) return unlink();
    const { compiler } = glanceAtMachine();
    // Ones that run stay where the compiler has gone since.
    if (!compiler) return;
    const hash = kernelsHash(folder, compiler);
    const note = readNote();
    if (note?.hash === hash && (note.problem !== null || existsSync(kernelsFile))) return;
    await build(compiler, folder, hash);
  } catch (error) {
    if (typeof error.syscall !== 'string') throw error;
    say(`Labmate trains without its own kernels, slower: ${error.message}.`);
  }
}
