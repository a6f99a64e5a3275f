import { LIBRARIES } from './wheels.mjs';

/** The wheels carry the tag manylinux_2_27. */
const OLDEST_GLIBC = [2, 27];

const olderThan = (version, [major, minor]) => {
  const [a, b] = version.split('.').map(Number);
  return a < major || (a === major && b < minor);
};

/**
 * Which library sets suit a machine, fastest first; none where TensorFlow publishes nothing for it.
 * @param {{ platform: string, arch: string, driver: boolean }} machine
 */
export function chooseLibraries({ platform, arch, driver }) {
  if (platform !== 'linux') return [];
  if (arch === 'arm64') return [LIBRARIES['cpu-arm64']];
  if (arch !== 'x64') return [];
  return driver ? [LIBRARIES['cuda-x64'], LIBRARIES['cpu-x64']] : [LIBRARIES['cpu-x64']];
}

export const NO_AVX = "TensorFlow's library needs a processor with AVX, which this one lacks";

/**
 * What keeps any TensorFlow library, Labmate's or tfjs-node's own, from running on this Linux.
 * @param {{ glibc: string | null, avx: boolean }} machine
 * @returns {{ name: string, text: string } | undefined}
 */
export function findLack({ glibc, avx }) {
  if (!glibc) {
    return { name: 'musl', text: "TensorFlow's library needs glibc, which this system (musl) does not have" };
  }
  if (olderThan(glibc, OLDEST_GLIBC)) {
    const needed = OLDEST_GLIBC.join('.');
    return {
      name: 'glibc',
      text: `TensorFlow's library needs glibc ${needed} or newer, and this is ${glibc}; use a newer system`,
    };
  }
  return avx ? undefined : { name: 'avx', text: NO_AVX };
}

/**
 * What keeps a library set from being built here, with what to do about it; undefined when nothing does.
 * @param {object} library one of LIBRARIES
 * @param {object} machine what inspectMachine found
 * @param {{ downloaded: boolean, cache: string }} state
 * @returns {{ name: string, text: string } | undefined}
 */
export function findObstacle(library, machine, { downloaded, cache }) {
  const { freeMegabytes, cacheProblem } = machine;
  const lack = findLack(machine);
  if (lack) return lack;
  if (!machine.compiler) {
    return { name: 'compiler', text: 'no C++ compiler found; install g++ and start again' };
  }
  if (cacheProblem) return { name: 'cache', text: cacheProblem };
  if (downloaded) return undefined;
  if (!machine.pip) {
    const text = 'Python 3 with pip was not found; install python3 and python3-pip and start again';
    return { name: 'pip', text };
  }
  if (freeMegabytes < library.diskMegabytes) {
    return {
      name: 'disk',
      text: `only ${freeMegabytes} MB are free in ${cache}, and ${library.diskMegabytes} MB are needed; make room, or set LABMATE_CACHE to a folder with more, and start again`,
    };
  }
  return undefined;
}

/** Why there is no library for this machine. */
export const noLibrary = ({ platform, arch }) =>
  `TensorFlow's library is not published for ${platform} ${arch}`;

const FORCED = ['native', 'stock', 'wasm'];

/**
 * The engine that LABMATE_ENGINE asks for, or undefined.
 * @returns {'native' | 'stock' | 'wasm' | undefined | { problem: string }}
 */
export function forcedEngine(env) {
  const value = env.LABMATE_ENGINE;
  if (!value) return undefined;
  if (FORCED.includes(value)) return value;
  return {
    problem: `LABMATE_ENGINE is "${value}"; it may be ${FORCED.join(', ')}, or unset for the fastest.`,
  };
}

/** After a failure, such as a download that broke off, the next attempt is due after a day. */
export const RETRY_MS = 24 * 3600 * 1000;

/**
 * Whether an engine that was set up earlier still stands for what would be chosen now. A fast engine depends on the
 * machine and our recipe alone; one that took another's place is due again when a driver, a compiler or Python
 * came, when what stood in the way is gone, or after a day.
 * @param {{ fallback: boolean, forced: string | null, recipe: string, seen: object, obstacle: string | null, at: string }} record
 * @param {object} seen what glanceAtMachine sees now
 * @param {{ recipe: string, now: number, forced?: string, obstacle?: string }} context `obstacle`: what stands in
 *   the way of the fastest engine now; asked for only where `record.obstacle` names one
 */
export function stillHolds(record, seen, { recipe, now, forced, obstacle }) {
  const same = (names) => names.every((name) => record.seen?.[name] === seen[name]);
  if (record.recipe !== recipe || !same(['platform', 'arch', 'avx', 'driver'])) return false;
  if (record.forced && record.kind !== 'native' && forced !== record.forced) return false;
  if (!record.fallback) return true;
  if (record.obstacle && record.obstacle !== obstacle) return false;
  return same(['compiler', 'python']) && now - Date.parse(record.at) < RETRY_MS;
}

const FALLBACKS = { native: 'no GPU engine', stock: 'old engine', wasm: 'slow engine' };

/** The one line that says why something faster is not used, and what to do about it. */
export const fallbackLine = ({ kind, reason }) => `${FALLBACKS[kind]}: ${reason}`;
