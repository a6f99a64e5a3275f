import { bytesOf, countOf, type ElementType } from './element-type.js';
import { PickleError } from './pickle-error.js';
import { PickledTensor, type PickleValue, Storage, Tuple } from './pickle-value.js';

/** PyTorch itself allows 64. */
const MAX_DIMENSIONS = 64;

/**
 * A tensor from the arguments of `torch._utils._rebuild_tensor` and its later versions: storage, offset, shape,
 * strides; what follows (gradients, hooks) is of no use here.
 * @param type of the values, where the storage has none
 * @throws PickleError where it lies outside of its storage, or is larger than that
 */
export function rebuildTensor(args: readonly PickleValue[], type?: ElementType): PickledTensor {
  const [storage, first, sizes, steps] = args;
  const offset = wholeNumber(first);
  const shape = wholeNumbers(sizes);
  const strides = wholeNumbers(steps);
  if (!(storage instanceof Storage) || offset === undefined || !shape || strides?.length !== shape.length)
    throw new PickleError('its pickle describes a tensor in no known way');
  const element = type ?? storage.type;
  if (!element) throw new PickleError('its pickle holds a tensor of a type that cannot be read');
  const tensor = new PickledTensor(storage, element, offset, shape, strides);
  const bytes = storage.count * (storage.type ? bytesOf(storage.type) : 1);
  const room = Math.floor(bytes / bytesOf(element));
  // A broadcast tensor (stride 0) may be larger than its storage: a few bytes could ask for any amount of memory.
  if (countOf(shape) > 0 && (offset + spanOf(tensor) > room || countOf(shape) > room))
    throw new PickleError(`its pickle gives a tensor [${String(shape)}] a storage of ${room} values`);
  return tensor;
}

/** Values from the tensor's first to its last in the storage, both included; of a tensor that is not empty. */
export const spanOf = ({ shape, strides }: PickledTensor): number =>
  shape.reduce((span, size, axis) => span + (size - 1) * (strides[axis] ?? 0), 1);

function wholeNumbers(value: PickleValue | undefined): number[] | undefined {
  if (!(value instanceof Tuple) || value.items.length > MAX_DIMENSIONS) return undefined;
  const numbers = value.items.map(wholeNumber);
  return numbers.every((number) => number !== undefined) ? numbers : undefined;
}

/** A size or an offset: exact and not negative. */
export const wholeNumber = (value: PickleValue | undefined): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
