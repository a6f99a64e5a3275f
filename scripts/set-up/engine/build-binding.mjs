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
import { basename, dirname, join } from 'node:path';
import { npmCommand } from '../packages.mjs';
import { withProgress } from '../progress.mjs';
import { bindingPackage } from '../project.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { SetUpError } from '../set-up-error.mjs';
import { settle } from './library-files.mjs';

const NAPI_VERSION = 8;

const FLAGS = [
  '-std=c++17',
  '-O2',
  '-fPIC',
  '-shared',
  // The binding frees `new char[n]` with a plain delete: under allocators that trust sized deallocation (jemalloc)
  // it crashes without this flag.
  '-fno-sized-deallocation',
  `-DNAPI_VERSION=${NAPI_VERSION}`,
];

/** Node-API is stable across Node versions, so one version of its headers serves where Node brought none. */
const HEADERS = {
  version: '1.9.0',
  integrity:
    'sha512-2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==',
};

const sourceFolder = join(bindingPackage, 'binding');

/** Where the package looks for its binding. */
export const bindingFile = join(bindingPackage, 'lib', `napi-v${NAPI_VERSION}`, 'tfjs_binding.node');

/** Changes when a binding built earlier must not be used any more: other sources, flags or folder (it is the rpath). */
export function bindingHash(libraryFolder) {
  const hash = createHash('sha256').update([...FLAGS, libraryFolder, process.arch].join('\0'));
  for (const name of readdirSync(sourceFolder).sort()) hash.update(readFileSync(join(sourceFolder, name)));
  return hash.digest('hex').slice(0, 16);
}

/** npm checks the integrity that a lockfile pins, so the headers come by a project of their own. */
async function fetchHeaders(cache) {
  const folder = join(cache, `node-api-headers-${HEADERS.version}`);
  const include = join(folder, 'node_modules', 'node-api-headers', 'include');
  // npm writes this last.
  if (existsSync(join(folder, 'node_modules', '.package-lock.json'))) return include;
  mkdirSync(folder, { recursive: true });
  const project = {
    name: 'headers',
    version: '1.0.0',
    dependencies: { 'node-api-headers': HEADERS.version },
  };
  const lock = {
    ...{ name: 'headers', version: '1.0.0', lockfileVersion: 3, requires: true },
    packages: { '': project, 'node_modules/node-api-headers': HEADERS },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(project));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  const [command, ...first] = npmCommand();
  const { code, output } = await runProgram(
    command,
    [...first, 'ci', '--ignore-scripts', '--prefer-offline', '--no-audit'],
    {
      cwd: folder,
    },
  );
  if (code === 0) return include;
  throw new SetUpError(
    `Node's headers are not installed and npm could not fetch them (${lastLine(output)}); install libnode-dev, or Node from nodejs.org, and start with LABMATE_ENGINE=native`,
  );
}

/**
 * Compiles the package's binding against a library set, into the cache beside it.
 * @param {string} folder the library set's folder, absolute
 * @param {object} machine what inspectMachine found
 * @param {string} cache
 * @returns {Promise<string>} the binding's path in the cache
 */
export async function buildBinding(folder, machine, cache) {
  const result = builtBinding(folder);
  if (existsSync(result)) return result;
  const library = join(folder, 'tensorflow');
  const headers = machine.nodeHeaders ?? (await fetchHeaders(cache));
  const bindings = dirname(result);
  mkdirSync(bindings, { recursive: true });
  for (const name of readdirSync(bindings)) {
    // The caller holds the lock: a set-up that was interrupted left this.
    if (name.includes('.part-')) rmSync(join(bindings, name), { recursive: true, force: true });
  }
  const work = join(bindings, `.part-${process.pid}`);
  mkdirSync(work);
  const part = join(work, 'tfjs_binding.node');
  const args = [
    ...FLAGS,
    `-I${headers}`,
    `-I${join(library, 'include')}`,
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(sourceFolder, name)),
    `-L${library}`,
    '-l:libtensorflow_cc.so.2',
    '-l:libtensorflow_framework.so.2',
    // The real folder: the loader does not resolve $ORIGIN through links, and would look for CUDA in the wrong place.
    `-Wl,-rpath,${library}`,
    '-o',
    part,
  ];
  try {
    await withProgress('Compiling the TensorFlow binding', () => runCompiler(machine.compiler, args, work));
    settle(part);
    renameSync(part, result);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return result;
}

/** The compiler's temporary files lie beside its result: where that has room, they have, whatever TMPDIR is like. */
async function runCompiler(compiler, args, work) {
  const { code, output } = await runProgram(compiler, args, { env: { ...process.env, TMPDIR: work } });
  if (code === 0) return;
  const lines = output.split('\n');
  const full = lines.find((line) => /no space left|disk quota/i.test(line));
  const error = full ?? lines.find((line) => /error/i.test(line)) ?? lastLine(output);
  const then = full
    ? 'make room, or set LABMATE_CACHE to a folder with more, and start again'
    : 'install a g++ that knows C++17 and start with LABMATE_ENGINE=native';
  throw new SetUpError(`${basename(compiler)} could not compile the binding (${error.trim()}); ${then}`);
}

/** Where a binding for the library set lies once built. */
export const builtBinding = (folder) => join(folder, 'bindings', `${bindingHash(folder)}.node`);

/**
 * Puts a binding where the package looks for it, in one step; a running worker keeps the one it has loaded. One that
 * is there already needs no folder that can be written.
 */
export function linkBinding(binding) {
  if (linkedHash() === hashOf(binding)) return;
  mkdirSync(dirname(bindingFile), { recursive: true });
  const part = `${bindingFile}.part`;
  copyFileSync(binding, part);
  settle(part);
  renameSync(part, bindingFile);
}

/** Takes away the binding that the package would load. */
export function unlinkBinding() {
  rmSync(bindingFile, { force: true });
}

/** SHA-256 of the binding that the package would load now, or null. */
export const linkedHash = () => (existsSync(bindingFile) ? hashOf(bindingFile) : null);

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
