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

/**
 * Why a library set cannot be built here, with what to do about it; undefined when nothing stands in the way.
 * @param {object} library one of LIBRARIES
 * @param {object} machine what inspectMachine found
 * @param {{ downloaded: boolean, cache: string }} state
 */
export function whyNotNative(library, machine, { downloaded, cache }) {
  if (!machine.glibc) return "TensorFlow's library needs glibc, which this system (musl) does not have";
  if (olderThan(machine.glibc, OLDEST_GLIBC)) {
    return `TensorFlow's library needs glibc ${OLDEST_GLIBC.join('.')} or newer, and this is ${machine.glibc}`;
  }
  if (!machine.compiler) return 'no C++ compiler found; install g++ and start again';
  if (downloaded) return undefined;
  if (!machine.pip) {
    return 'Python 3 with pip was not found; install python3 and python3-pip and start again';
  }
  if (machine.freeMegabytes < library.diskMegabytes) {
    return `only ${machine.freeMegabytes} MB are free in ${cache}, and ${library.diskMegabytes} MB are needed; make room, or set LABMATE_CACHE to a folder with more, and start again`;
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

/** A slow engine is tried again after a day: the network may be back. */
const RETRY_MS = 24 * 3600 * 1000;

/**
 * Whether an engine that was set up earlier still stands for what would be chosen now. A fast engine depends on the
 * machine and our recipe alone; one that was a fallback is due again when a compiler, Python or a driver came, or
 * after a day.
 * @param {{ kind: string, fallback: boolean, recipe: string, seen: object, at: string }} record
 * @param {object} seen what glanceAtMachine sees now
 * @param {{ recipe: string, now: number }} context
 */
export function stillHolds(record, seen, { recipe, now }) {
  const same = (names) => names.every((name) => record.seen?.[name] === seen[name]);
  if (record.recipe !== recipe || !same(['platform', 'arch', 'driver'])) return false;
  if (!record.fallback) return true;
  return same(['compiler', 'python']) && now - Date.parse(record.at) < RETRY_MS;
}

/** The one line that says why training will be slow, and what to do about it. */
export const slowLine = (reason) => `slow engine: ${reason}`;
