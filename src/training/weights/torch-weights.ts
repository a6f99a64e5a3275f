import type { BinaryFile } from './binary-file.js';
import { brokenFile, quoted } from './broken-file.js';
import { bytesOf, countOf } from './element-type.js';
import { Dict, PickledTensor, type PickleValue, type Storage } from './pickle-value.js';
import { readValues } from './read-values.js';
import { spanOf } from './rebuild-tensor.js';
import type { WeightsFile } from './weights-file.js';

/** Where the values of a storage begin in the file, in bytes. */
export type Locate = (storage: Storage) => Promise<number>;

/**
 * The tensors of an unpickled state_dict; other values in it are left out.
 * @throws UserError `checkpoint.file` where there are none
 */
export function torchWeights(file: BinaryFile, root: PickleValue, locate: Locate): WeightsFile {
  const tensors = new Map<string, PickledTensor>();
  for (const [name, value] of root instanceof Dict ? root.entries : [])
    if (value instanceof PickledTensor) tensors.set(name, value);
  if (tensors.size === 0)
    throw brokenFile(
      file.path,
      'holds no dictionary of tensors by name',
      "Take a file with a model's state_dict alone, or save that with PyTorch.",
    );
  return {
    tensors,
    read: async (name) => {
      const tensor = tensors.get(name);
      if (!tensor) throw new Error(`${file.path} has no tensor ${name}`);
      return readTensor(file, tensor, await locate(tensor.storage), quoted(name));
    },
    close: () => file.close(),
  };
}

async function readTensor(
  file: BinaryFile,
  tensor: PickledTensor,
  begin: number,
  what: string,
): Promise<Float32Array> {
  const { storage, type, offset, shape } = tensor;
  const count = countOf(shape);
  if (count === 0) return new Float32Array(0);
  const position = begin + (storage.start + offset) * bytesOf(type);
  if (isContiguous(tensor)) return readValues(file, { type, position, count, what });
  return gather(await readValues(file, { type, position, count: spanOf(tensor), what }), tensor, count);
}

/** Whether the values lie in the file in the order of the shape (row-major) and without gaps. */
function isContiguous({ shape, strides }: PickledTensor): boolean {
  let step = 1;
  return shape
    .map((size, axis) => ({ size, stride: strides[axis] }))
    .reverse()
    .every(({ size, stride }) => {
      const fits = size === 1 || stride === step;
      step *= size;
      return fits;
    });
}

/** Values in the order of the shape, where the strides give another one (a transposed matrix, say). */
function gather(values: Float32Array, { shape, strides }: PickledTensor, count: number): Float32Array {
  const gathered = new Float32Array(count);
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < count; to++) {
    gathered[to] = values[from] ?? NaN;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const stride = strides[axis] ?? 0;
      const next = (index[axis] ?? 0) + 1;
      from += stride;
      index[axis] = next;
      if (next < (shape[axis] ?? 0)) break;
      from -= next * stride;
      index[axis] = 0;
    }
  }
  return gathered;
}
