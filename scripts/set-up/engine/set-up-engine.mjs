import { createHash } from 'node:crypto';
import { cacheFolder } from '../cache-folder.mjs';
import { withLock } from '../lock.mjs';
import { say } from '../progress.mjs';
import { SetUpError } from '../set-up-error.mjs';
import { bindingHash, linkedHash } from './build-binding.mjs';
import { damageIn } from './library-files.mjs';
import { glanceAtMachine, inspectMachine } from './machine.mjs';
import { obstacleOf, setUpNative } from './native-engine.mjs';
import {
  NO_AVX,
  chooseLibraries,
  fallbackLine,
  findLack,
  forcedEngine,
  noLibrary,
  stillHolds,
} from './plan.mjs';
import { readRecord, writeRecord } from './record.mjs';
import { setUpKernels } from './set-up-kernels.mjs';
import { smokeTest } from './smoke-test.mjs';
import { installStockBinaries } from './stock-binaries.mjs';
import { LIBRARIES } from './wheels.mjs';

/** Another recipe makes another engine: the pinned wheels, and how the binding is compiled. */
const recipe = () =>
  createHash('sha256').update(JSON.stringify(LIBRARIES)).update(bindingHash('')).digest('hex').slice(0, 16);

/** Whether the engine in the record is still the right one and still in its place. */
async function isReady(record, forced, cache) {
  if (!record || (forced && record.kind !== forced)) return false;
  const seen = glanceAtMachine();
  let obstacle;
  if (record.fallback && record.obstacle) {
    const [fastest] = chooseLibraries(seen);
    obstacle = fastest && obstacleOf(fastest, await inspectMachine(cache), cache)?.name;
  }
  if (!stillHolds(record, seen, { recipe: recipe(), now: Date.now(), forced, obstacle })) return false;
  if (record.binding !== null && record.binding !== linkedHash()) return false;
  return record.folder === null || damageIn(record.folder) === undefined;
}

async function setUpStock(machine) {
  const lack = machine.platform === 'linux' ? findLack(machine) : undefined;
  if (lack) throw new SetUpError(lack.text);
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
      const fallback = first !== undefined || note !== null;
      return {
        ...{ kind, fallback, forced: forced ?? null, obstacle: first?.obstacle ?? null },
        ...{ tensorflow, device, source, reason: first?.message ?? note, folder },
        ...{ binding: kind === 'wasm' ? null : linkedHash(), recipe: recipe(), seen: glanceAtMachine() },
        at: new Date().toISOString(),
      };
    } catch (error) {
      if (!isReason(error)) throw error;
      failures.push(error);
      // Where one library ends at an illegal instruction, so would the next, after its download.
      if (error.message === NO_AVX) machine.avx = false;
    }
  }
  const reasons = failures.map(({ message }) => message).join('; ');
  throw new SetUpError(`TensorFlow.js got no ${forced ? `${forced} ` : ''}engine: ${reasons}.`);
}

function keepRecord(record) {
  try {
    writeRecord(record);
  } catch (error) {
    if (!isReason(error)) throw error;
    say(
      `Labmate could not note which engine it found (${error.message}), so it looks again at the next start.`,
    );
  }
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
    record = await withLock(cache, 'engine', async () => {
      const made = readRecord();
      if (await isReady(made, forced, cache)) return made;
      const found = await tryInTurn(cache, forced);
      keepRecord(found);
      return found;
    });
  }
  await setUpKernels(record, cache);
  if (record.fallback) say(fallbackLine(record));
}
