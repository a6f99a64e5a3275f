import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, openCacheFolder } from '../cache-folder.mjs';
import { withLock } from '../lock.mjs';
import { say } from '../progress.mjs';
import { inProject } from '../project.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { SetUpError } from '../set-up-error.mjs';
import {
  bindingFile,
  bindingHash,
  buildBinding,
  builtBinding,
  linkBinding,
  linkedHash,
} from './build-binding.mjs';
import { fetchLibrary } from './fetch-library.mjs';
import { glanceAtMachine, inspectMachine } from './machine.mjs';
import { chooseLibraries, forcedEngine, noLibrary, slowLine, stillHolds, whyNotNative } from './plan.mjs';
import { readRecord, writeRecord } from './record.mjs';
import { installStockBinaries } from './stock-binaries.mjs';
import { LIBRARIES } from './wheels.mjs';

const SMOKE_TIMEOUT_MS = 120_000;

/** Another recipe makes another engine: the pinned wheels, and how the binding is compiled. */
const recipe = () =>
  createHash('sha256').update(JSON.stringify(LIBRARIES)).update(bindingHash('')).digest('hex').slice(0, 16);

/** Whether the engine in the record is still the right one and still in its place. */
function isReady(record, forced) {
  if (!record || (forced && record.kind !== forced)) return false;
  // An engine that was forced once is not what would be chosen freely.
  if (!stillHolds(record, glanceAtMachine(), { recipe: recipe(), now: Date.now() })) return false;
  if (record.binding !== null && record.binding !== linkedHash()) return false;
  return record.folder === null || existsSync(join(record.folder, 'tensorflow', 'libtensorflow_cc.so.2'));
}

/**
 * Loads the engine and multiplies two matrices in a process of its own, which may crash.
 * @returns {Promise<{ tensorflow: string, device: string }>}
 */
async function smokeTest(kind) {
  const probe = inProject('dist', 'src', 'tensorflow', 'doctor-probe.js');
  const env = { ...process.env, LABMATE_ENGINE: kind };
  const { code, stdout, output } = await runProgram(process.execPath, [probe], {
    env,
    timeoutMs: SMOKE_TIMEOUT_MS,
  });
  if (code === 0) return JSON.parse(lastLine(stdout));
  throw new SetUpError(`the engine did not pass its smoke test (${lastLine(output)})`);
}

async function setUpNative(library, machine, cache) {
  const folder = join(cache, 'engine', library.key);
  const downloaded = existsSync(folder);
  if (!downloaded || !existsSync(builtBinding(folder))) {
    const obstacle = whyNotNative(library, machine, { downloaded, cache });
    if (obstacle) throw new SetUpError(obstacle);
  }
  await fetchLibrary(library, machine, folder);
  linkBinding(await buildBinding(folder, machine, cache));
  const result = await smokeTest('native');
  const [{ name, version }] = library.wheels;
  return { ...result, kind: 'native', source: `${name} ${version} from PyPI, binding compiled here`, folder };
}

async function setUpStock(machine) {
  await installStockBinaries(machine);
  return { ...(await smokeTest('stock')), kind: 'stock', source: "tfjs-node's own binaries", folder: null };
}

async function setUpWasm() {
  return {
    ...(await smokeTest('wasm')),
    kind: 'wasm',
    source: '@tensorflow/tfjs-backend-wasm',
    folder: null,
  };
}

/** The engines to try, fastest first. */
function candidates(machine, cache, forced) {
  const libraries = chooseLibraries(machine);
  const native = libraries.map((library) => () => setUpNative(library, machine, cache));
  if (native.length === 0) {
    native.push(() => {
      throw new SetUpError(noLibrary(machine));
    });
  }
  const all = { native, stock: [() => setUpStock(machine)], wasm: [setUpWasm] };
  return forced ? all[forced] : [...all.native, ...all.stock, ...all.wasm];
}

async function tryInTurn(cache, forced) {
  const machine = await inspectMachine(cache);
  const reasons = [];
  for (const attempt of candidates(machine, cache, forced)) {
    try {
      const { kind, tensorflow, device, source, folder } = await attempt();
      const binding = kind === 'wasm' ? null : linkedHash();
      // The first reason is the one that, put right, brings the fastest engine.
      const reason = reasons[0] ?? null;
      return {
        ...{ kind, fallback: reasons.length > 0, tensorflow, device, source, reason, folder, binding },
        ...{ recipe: recipe(), seen: glanceAtMachine(), at: new Date().toISOString() },
      };
    } catch (error) {
      if (!(error instanceof SetUpError)) throw error;
      say(`  ${error.message}`);
      reasons.push(error.message);
    }
  }
  // A binding that fails its smoke test must not be loaded by anything later.
  rmSync(bindingFile, { force: true });
  throw new SetUpError(`No engine for TensorFlow.js could be set up: ${reasons.join('; ')}.`);
}

/**
 * Makes sure that TensorFlow.js has the fastest engine this machine can have: the native one, tfjs-node's own
 * binaries, or WebAssembly. Takes milliseconds once it is there; what failed is tried again when it may succeed.
 * @throws {SetUpError} when not even WebAssembly works, or the one that LABMATE_ENGINE asks for does not
 */
export async function setUpEngine() {
  const forced = forcedEngine(process.env);
  if (forced?.problem) throw new SetUpError(forced.problem);
  // WebAssembly comes with the npm packages; forcing it leaves what was set up for other starts alone.
  if (forced === 'wasm') return;
  let record = readRecord();
  if (!isReady(record, forced)) {
    const cache = openCacheFolder(cacheFolder());
    record = await withLock(cache, 'engine', async () => {
      const made = readRecord();
      if (isReady(made, forced)) return made;
      const found = await tryInTurn(cache, forced);
      writeRecord(found);
      return found;
    });
  }
  if (record.kind === 'wasm') say(slowLine(record.reason));
}
