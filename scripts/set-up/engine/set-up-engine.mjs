import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, openCacheFolder } from '../cache-folder.mjs';
import { withLock } from '../lock.mjs';
import { say } from '../progress.mjs';
import { inProject } from '../project.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { SetUpError } from '../set-up-error.mjs';
import { bindingHash, buildBinding, builtBinding, linkBinding, linkedHash } from './build-binding.mjs';
import { setUpKernels } from './build-kernels.mjs';
import { fetchLibrary } from './fetch-library.mjs';
import { glanceAtMachine, inspectMachine } from './machine.mjs';
import { chooseLibraries, fallbackLine, findObstacle, forcedEngine, noLibrary, stillHolds } from './plan.mjs';
import { readRecord, writeRecord } from './record.mjs';
import { installStockBinaries } from './stock-binaries.mjs';
import { LIBRARIES } from './wheels.mjs';

const SMOKE_TIMEOUT_MS = 120_000;

const NO_GPU =
  'there is an NVIDIA driver, but TensorFlow sees no GPU; see that nvidia-smi lists one and that the driver is 525 or newer';

const folderOf = (library, cache) => join(cache, 'engine', library.key);

/** Another recipe makes another engine: the pinned wheels, and how the binding is compiled. */
const recipe = () =>
  createHash('sha256').update(JSON.stringify(LIBRARIES)).update(bindingHash('')).digest('hex').slice(0, 16);

/** What stands in the way of the fastest engine on this machine. */
function obstacleOf(library, machine, cache) {
  const folder = folderOf(library, cache);
  const downloaded = existsSync(folder);
  if (downloaded && existsSync(builtBinding(folder))) return undefined;
  return findObstacle(library, machine, { downloaded, cache });
}

/** Whether the engine in the record is still the right one and still in its place. */
async function isReady(record, forced, cache) {
  if (!record || (forced && record.kind !== forced)) return false;
  const seen = glanceAtMachine();
  let obstacle;
  if (record.fallback && record.obstacle) {
    const [fastest] = chooseLibraries(seen);
    obstacle = fastest && obstacleOf(fastest, await inspectMachine(openCacheFolder(cache)), cache)?.name;
  }
  if (!stillHolds(record, seen, { recipe: recipe(), now: Date.now(), forced, obstacle })) return false;
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
  const why = output.includes('SIGILL')
    ? 'this processor lacks instructions (AVX) that it needs'
    : `it failed its smoke test: ${lastLine(output)}`;
  throw new SetUpError(`the ${kind} engine does not run here (${why})`);
}

async function setUpNative(library, machine, cache) {
  const folder = folderOf(library, cache);
  const obstacle = obstacleOf(library, machine, cache);
  if (obstacle) throw Object.assign(new SetUpError(obstacle.text), { obstacle: obstacle.name });
  await fetchLibrary(library, machine, folder);
  linkBinding(await buildBinding(folder, machine, cache));
  const result = await smokeTest('native');
  const [{ name, version }] = library.wheels;
  const source = `${name} ${version} from PyPI, binding compiled here`;
  // The CUDA library runs on the processor, with no more than a line in its log, when it finds no usable GPU.
  const note = library.cuda && result.device === 'cpu' ? NO_GPU : null;
  return { ...result, kind: 'native', source, folder, note };
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

/** A full disk or a folder without permission is a reason like any other; a mistake of ours is not. */
const isReason = (error) => error instanceof SetUpError || typeof error.syscall === 'string';

async function tryInTurn(cache, forced) {
  const machine = await inspectMachine(cache);
  const failures = [];
  for (const attempt of candidates(machine, cache, forced)) {
    try {
      const { kind, tensorflow, device, source, folder, note = null } = await attempt();
      // The first failure is the one that, put right, brings the fastest engine.
      const [first] = failures;
      return {
        ...{ kind, fallback: failures.length > 0, forced: forced ?? null, obstacle: first?.obstacle ?? null },
        ...{ tensorflow, device, source, reason: first?.message ?? note, folder },
        ...{ binding: kind === 'wasm' ? null : linkedHash(), recipe: recipe(), seen: glanceAtMachine() },
        at: new Date().toISOString(),
      };
    } catch (error) {
      if (!isReason(error)) throw error;
      failures.push(error);
    }
  }
  const reasons = failures.map(({ message }) => message).join('; ');
  throw new SetUpError(`TensorFlow.js got no ${forced ? `${forced} ` : ''}engine: ${reasons}.`);
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
  const cache = cacheFolder();
  let record = readRecord();
  if (!(await isReady(record, forced, cache))) {
    record = await withLock(openCacheFolder(cache), 'engine', async () => {
      const made = readRecord();
      if (await isReady(made, forced, cache)) return made;
      const found = await tryInTurn(cache, forced);
      writeRecord(found);
      return found;
    });
  }
  await setUpKernels(record);
  if (record.fallback) say(fallbackLine(record));
}
