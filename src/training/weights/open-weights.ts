import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../user-error.js';
import { isFloating } from './element-type.js';
import { openSafetensors } from './open-safetensors.js';
import { openShards } from './open-shards.js';
import { openTorch } from './open-torch.js';
import type { WeightsFile } from './weights-file.js';

export type Weights = {
  /** Shape of each tensor of a floating type, by the name in the file. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** Path of the file that holds a tensor, for messages. */
  fileOf(name: string): string;
  /**
   * A tensor's values as float32, row-major, whatever the file holds. Reads only that tensor's bytes.
   * @throws UserError `checkpoint.file` where the file turns out to be cut short or damaged
   */
  read(name: string): Promise<Float32Array>;
  close(): Promise<void>;
};

/** What is looked for, best first: safetensors cannot hold programs, and most folders have both. */
const FORMATS: readonly { whole: string; open: (path: string) => Promise<WeightsFile> }[] = [
  { whole: 'model.safetensors', open: openSafetensors },
  { whole: 'pytorch_model.bin', open: openTorch },
];

/**
 * Opens the weights of a Hugging Face checkpoint: one file or several with an index, safetensors or PyTorch's.
 * Only names and shapes are read at once; whoever opened them closes them.
 * @throws UserError `checkpoint.weights` where the folder lacks them, or one of several files
 * @throws UserError `checkpoint.file` where a file is damaged or something else
 * @throws UserError `checkpoint.pickle` where one of PyTorch's asks for more than tensors
 */
export async function openWeights(folder: string): Promise<Weights> {
  for (const { whole, open } of FORMATS) {
    const path = join(folder, whole);
    if (await exists(path)) return weightsOf(new Map([[path, await open(path)]]));
    const index = `${path}.index.json`;
    if (await exists(index)) return weightsOf(...(await openShards(folder, index, open)));
  }
  const names = FORMATS.flatMap(({ whole }) => [whole, `${whole}.index.json`]);
  throw new UserError(
    'checkpoint.weights',
    `The folder ${folder} has no weights: none of ${names.join(', ')} is there. ` +
      'Put one there, or name another folder.',
    { context: { folder } },
  );
}

/** @param pathOf the file of each tensor, where an index says so; otherwise all tensors of all files count */
function weightsOf(
  files: ReadonlyMap<string, WeightsFile>,
  pathOf: ReadonlyMap<string, string> = everyName(files),
): Weights {
  const find = (name: string): { path: string; file: WeightsFile } => {
    const path = pathOf.get(name);
    const file = path === undefined ? undefined : files.get(path);
    if (path === undefined || !file) throw new Error(`the checkpoint has no tensor ${name}`);
    return { path, file };
  };
  const shapes = new Map<string, readonly number[]>();
  for (const name of pathOf.keys()) {
    const tensor = find(name).file.tensors.get(name);
    if (tensor && isFloating(tensor.type)) shapes.set(name, tensor.shape);
  }
  return {
    shapes,
    fileOf: (name) => find(name).path,
    read: (name) => find(name).file.read(name),
    close: async () => {
      for (const file of files.values()) await file.close();
    },
  };
}

const everyName = (files: ReadonlyMap<string, WeightsFile>): ReadonlyMap<string, string> =>
  new Map([...files].flatMap(([path, { tensors }]) => [...tensors.keys()].map((name) => [name, path])));

/** A broken link counts as missing; what else is wrong with a file is said when it is opened. */
const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ENOTDIR',
  );
