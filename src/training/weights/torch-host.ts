import { PickleError, RefusedPickleError } from './pickle-error.js';
import {
  Dict,
  Global,
  List,
  PickledTensor,
  type PickleValue,
  Storage,
  Tuple,
  Unused,
} from './pickle-value.js';
import { rebuildTensor, wholeNumber } from './rebuild-tensor.js';
import {
  ALLOWED,
  DEVICE,
  ORDERED_DICT,
  REBUILD,
  SIZE,
  TYPE_OF_DTYPE,
  TYPE_OF_STORAGE,
} from './torch-globals.js';
import type { PickleHost } from './unpickle.js';

/** Types of PyTorch beyond those in ALLOWED: float8, complex, quantised, … */
const OTHER_TYPE = /^torch\.(?:(?:float|complex|q?u?int|bits)\w{1,20}|\w{1,20}Storage)$/;

/** What a checkpoint of PyTorch may ask for: tensors, their storages, and the dictionary that holds them. */
export class TorchHost implements PickleHost {
  /** All storages that were asked for, by key. */
  readonly storages = new Map<string, Storage>();

  global(module: string, name: string): Global {
    const full = `${module}.${name}`;
    if (ALLOWED.has(full)) return new Global(full);
    if (!OTHER_TYPE.test(full)) throw new RefusedPickleError(full);
    throw new PickleError(
      `holds values of the type ${full}, which cannot be read`,
      'Take a checkpoint in float32, float16 or bfloat16, or convert this one.',
    );
  }

  call(callee: PickleValue, args: PickleValue): PickleValue {
    if (!(callee instanceof Global) || !(args instanceof Tuple))
      throw new PickleError('its pickle calls what is no function');
    const { items } = args;
    switch (callee.name) {
      case ORDERED_DICT:
        return orderedDict(items);
      case REBUILD.old:
      case REBUILD.v2:
        return rebuildTensor(items);
      case REBUILD.v3:
        return rebuildTensor(
          items,
          items[6] instanceof Global ? TYPE_OF_DTYPE.get(items[6].name) : undefined,
        );
      case REBUILD.parameter:
        if (items[0] instanceof PickledTensor) return items[0];
        throw new PickleError('its pickle makes a parameter of what is no tensor');
      case SIZE:
        return items[0] instanceof Tuple ? items[0] : new Tuple([]);
      case DEVICE:
        return new Unused();
      default:
        throw new PickleError(`its pickle calls ${callee.name}`);
    }
  }

  /** `('storage', type, key, location, count)`; in legacy files a view `(key, start, count)` or None follows. */
  persistent(id: PickleValue): Storage {
    const [tag, type, key, , size, view = null] = id instanceof Tuple ? id.items : [];
    const element = type instanceof Global ? TYPE_OF_STORAGE.get(type.name) : undefined;
    const count = wholeNumber(size);
    if (tag !== 'storage' || element === undefined || typeof key !== 'string' || count === undefined)
      throw new PickleError('its pickle asks for something that is no storage');
    const known = this.storages.get(key) ?? new Storage(key, element, count, 0);
    if (known.type !== element || known.count !== count)
      throw new PickleError('its pickle gives one storage two sizes or types');
    this.storages.set(key, known);
    return view === null ? known : viewOf(known, view);
  }
}

function viewOf(storage: Storage, view: PickleValue): Storage {
  const [start, count] = view instanceof Tuple ? view.items.slice(1, 3).map(wholeNumber) : [];
  if (start === undefined || count === undefined || start + count > storage.count)
    throw new PickleError('its pickle looks at a part of a storage that is not there');
  return new Storage(storage.key, storage.type, count, storage.start + start);
}

/** Python 2 gave the items along; since Python 3 they are set later. */
function orderedDict([pairs]: readonly PickleValue[]): Dict {
  const dict = new Dict();
  if (pairs === undefined) return dict;
  // Each list may be used once only: many dictionaries of one long list would take any amount of memory.
  for (const pair of pairs instanceof List ? pairs.items.splice(0) : []) {
    const [key, value] = pair instanceof Tuple || pair instanceof List ? pair.items : [];
    dict.set(key, value);
  }
  return dict;
}
