import { checkLibrary } from '../tensorflow/check-library.js';
import { probeEngine } from '../tensorflow/probe-engine.js';
import { UserError } from '../user-error.js';
import type { Finding } from './finding.js';

const NO_GPU = 'the CPU, although an NVIDIA driver is there';

/** Which engine trains here, on what, and what would make it faster. */
export async function engineFinding(): Promise<Finding> {
  try {
    const { kind, tensorflow, device, source, gpus, kernels, advice } = await probeEngine();
    const listed = gpus.length > 0 ? ` (the NVIDIA driver lists ${gpus.join(', ')})` : '';
    const where = device === 'cpu' && advice !== null && kind === 'native' ? NO_GPU : device;
    const what = `${kind}, TensorFlow ${tensorflow} on ${where}${listed}, from ${source}`;
    const then = advice === null ? '' : `; to make it faster: ${advice}`;
    const own = kernels === null ? '' : `; Labmate's own kernels: ${kernels}`;
    return { part: 'Engine', ok: advice === null, says: `${what}${own}${then}` };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { part: 'Engine', ok: false, says: error.message };
  }
}

/** Which files the engine runs on, and whether they are still those that were checked when they came. */
export async function libraryFinding(): Promise<Finding> {
  const found = await checkLibrary();
  if (!found) return { part: 'Library', ok: true, says: 'none in the cache: the engine brings its own' };
  const { folder, wheels, files, damaged } = found;
  if (damaged.length > 0) {
    const [first = ''] = damaged;
    const more = damaged.length > 1 ? ` and ${damaged.length - 1} more` : '';
    return {
      part: 'Library',
      ok: false,
      says: `${folder} is damaged (${first}${more} missing or changed). Delete that folder and run \`npm start\`: it is fetched again.`,
    };
  }
  const [{ name, version, sha256 } = { name: 'TensorFlow', version: '', sha256: '' }, ...others] = wheels;
  const more = others.length > 0 ? ` and ${others.length} wheels of CUDA` : '';
  return {
    part: 'Library',
    ok: true,
    says: `${name} ${version} (wheel with SHA-256 ${sha256.slice(0, 12)}…)${more} in ${folder}; ${files} files, hashes checked`,
  };
}
