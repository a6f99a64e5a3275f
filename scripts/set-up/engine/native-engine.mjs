import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetUpError } from '../set-up-error.mjs';
import { buildBinding, builtBinding, linkBinding, unlinkBinding } from './build-binding.mjs';
import { fetchLibrary } from './fetch-library.mjs';
import { damageIn } from './library-files.mjs';
import { NO_AVX, findObstacle } from './plan.mjs';
import { smokeTest } from './smoke-test.mjs';

const NO_GPU =
  'there is an NVIDIA driver, but TensorFlow sees no GPU; see that nvidia-smi lists one and that the driver is 525 or newer';

const folderOf = (library, cache) => join(cache, 'engine', library.key);

/** What stands in the way of a library set on this machine. */
export function obstacleOf(library, machine, cache) {
  const folder = folderOf(library, cache);
  const downloaded = damageIn(folder, library.wheels) === undefined;
  if (downloaded && existsSync(builtBinding(folder))) return undefined;
  return findObstacle(library, machine, { downloaded, cache });
}

/**
 * Fetches a library set, compiles the binding against it, links and tries it; what the cache has is not made again.
 * @param {object} library one of LIBRARIES
 * @param {object} machine what inspectMachine found
 * @param {string} cache
 * @throws {SetUpError} with the name of its obstacle, where there is one
 */
export async function setUpNative(library, machine, cache) {
  const folder = folderOf(library, cache);
  const obstacle = obstacleOf(library, machine, cache);
  if (obstacle) throw Object.assign(new SetUpError(obstacle.text), { obstacle: obstacle.name });
  await fetchLibrary(library, machine, folder);
  const result = await bindTo(folder, machine, cache);
  const [{ name, version }] = library.wheels;
  const source = `${name} ${version} (PyPI), binding compiled here`;
  // The CUDA library runs on the processor, with no more than a line in its log, when it finds no usable GPU.
  const blind = library.cuda && result.device === 'cpu' && !hidesGpus(process.env);
  return { ...result, kind: 'native', source, folder, note: blind ? NO_GPU : null };
}

/** People say so where they want the processor. */
const hidesGpus = ({ CUDA_VISIBLE_DEVICES: visible }) => visible === '' || visible === '-1';

/** Links a binding to the library set and tries it; one from the cache that does not work is compiled anew, once. */
async function bindTo(folder, machine, cache) {
  const built = builtBinding(folder);
  const old = existsSync(built);
  linkBinding(await buildBinding(folder, machine, cache));
  try {
    return await smokeTest('native');
  } catch (error) {
    // Whoever loads it by mistake should get an error rather than a crash.
    unlinkBinding();
    if (!old || error.message === NO_AVX || !machine.compiler || machine.cacheProblem) throw error;
  }
  rmSync(built);
  return bindTo(folder, machine, cache);
}
