import { createRequire } from 'node:module';
import nodeUtil from 'node:util';
import { UserError } from '../user-error.js';
import { whyNotFaster } from './engine-notice.js';
import { readEngineRecord } from './engine-record.js';
import type { Engine, Tensorflow } from './engine.js';
import { gpuHasBfloat16 } from './gpu-bfloat16.js';
import { gpuName, hasNvidiaDriver } from './gpu-name.js';
import { loadKernels } from './load-kernels.js';
import { registerWasmKernels } from './wasm-kernels.js';

const require = createRequire(import.meta.url);

const KINDS = ['native', 'stock', 'wasm'] as const;
type Kind = Engine['kind'];

/** The part of tfjs-node's backend that tells what runs behind it. */
type NodeBackend = { isUsingGpuDevice: boolean; binding: { TF_Version: string } };

/** tfjs-node's own binaries end with TensorFlow 2.9; Labmate builds against later ones. */
const LAST_STOCK_MINOR = 9;

let loaded: Promise<Engine> | undefined;

/**
 * Loads the fastest engine that set-up found into this process, once; later calls get the same one. LABMATE_ENGINE
 * (`native`, `stock`, `wasm`) asks for one by name. Call it in a worker, never in the bot's process.
 * @throws UserError when LABMATE_ENGINE asks for an engine that does not load
 */
export function loadEngine(): Promise<Engine> {
  loaded ??= load(process.env);
  return loaded;
}

async function load(env: NodeJS.ProcessEnv): Promise<Engine> {
  const forced = forcedKind(env);
  if (forced === 'wasm') return loadWasm();
  if (forced === undefined && readEngineRecord()?.kind === 'wasm') return loadWasm();
  try {
    return loadNative();
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).split('\n')[0];
    const next = 'run `npm start` or `npm test` to set it up again';
    if (forced) {
      throw new UserError(
        'engine.load',
        `LABMATE_ENGINE asks for ${forced}, which does not load (${why}); ${next}.`,
        {
          cause: error,
        },
      );
    }
    const failure = `the native one does not load (${why}); ${next}`;
    process.stderr.write(`slow engine: ${failure}\n`);
    return loadWasm(failure);
  }
}

function forcedKind(env: NodeJS.ProcessEnv): Kind | undefined {
  const value = env['LABMATE_ENGINE'];
  if (!value) return undefined;
  const kind = KINDS.find((name) => name === value);
  if (kind) return kind;
  throw new UserError(
    'engine.kind',
    `LABMATE_ENGINE is "${value}"; it may be ${KINDS.join(', ')}, or unset for the fastest.`,
  );
}

/** tfjs-node 4.22 calls two helpers that Node 23 took away. */
function restoreRemovedHelpers(): void {
  const util = nodeUtil as unknown as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  util['isArray'] ??= Array.isArray;
}

function loadNative(): Engine {
  // Read by the library as it is loaded; otherwise the log fills with notices.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  // Several workers share a GPU's memory only if each takes what it needs.
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  restoreRemovedHelpers();
  const tf = quiet(require('@tensorflow/tfjs-node-gpu') as Tensorflow);
  const { isUsingGpuDevice, binding } = tf.backend() as unknown as NodeBackend;
  const kind = isStock(binding.TF_Version) ? 'stock' : 'native';
  return withReason({
    tf,
    kind,
    tensorflow: binding.TF_Version,
    device: isUsingGpuDevice ? gpuName() : 'cpu',
    hasBfloat16: isUsingGpuDevice && gpuHasBfloat16(process.env),
    slow: false,
    // They are linked to the library that the binding was compiled against, and written for the CPU.
    kernels: kind === 'native' && !isUsingGpuDevice ? loadKernels(tf, process.env) : null,
  });
}

function withReason(engine: Omit<Engine, 'reason'>, failure?: string): Engine {
  const record = readEngineRecord();
  const recorded = record?.kind === engine.kind ? record.reason : null;
  const visible = process.env['CUDA_VISIBLE_DEVICES'];
  const found = { driver: hasNvidiaDriver(), visible, recorded, ...(failure ? { failure } : {}) };
  return { ...engine, reason: whyNotFaster(engine, found) };
}

function isStock(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 2 || (major === 2 && minor <= LAST_STOCK_MINOR);
}

async function loadWasm(failure?: string): Promise<Engine> {
  const tf = quiet(require('@tensorflow/tfjs') as Tensorflow);
  // By require too: imported, it would bring a second copy of tfjs-core with a registry of its own.
  const { version_wasm } = require('@tensorflow/tfjs-backend-wasm') as { version_wasm: string };
  registerWasmKernels(tf);
  if (!(await tf.setBackend('wasm')))
    throw new Error('The WebAssembly backend of TensorFlow.js did not start.');
  const device = { device: 'cpu', hasBfloat16: false, slow: true, kernels: null };
  return withReason({ tf, kind: 'wasm', tensorflow: version_wasm, ...device }, failure);
}

/** Keeps tfjs from advertising other backends on the console. */
function quiet(tf: Tensorflow): Tensorflow {
  tf.env().set('PROD', true);
  return tf;
}
