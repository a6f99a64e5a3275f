import type { BinaryFile } from './binary-file.js';
import { brokenFile } from './broken-file.js';
import { bytesOf } from './element-type.js';
import { explainPickle, PickleError } from './pickle-error.js';
import { Dict, List, type PickleValue, type Storage } from './pickle-value.js';
import { TorchHost } from './torch-host.js';
import { MAX_PICKLE_BYTES } from './torch-limits.js';
import { torchWeights } from './torch-weights.js';
import { unpickle } from './unpickle.js';
import type { WeightsFile } from './weights-file.js';

const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;

/** Bytes of the number before each storage's values. */
const COUNT_BYTES = 8;

/**
 * A file of `torch.save` before 1.6: five pickles in a row (magic number, protocol, system, the object, the keys of
 * its storages), then for each key the number of values (int64) and the values.
 * @throws UserError `checkpoint.file`, `checkpoint.pickle`
 */
export async function readLegacyTorch(file: BinaryFile): Promise<WeightsFile> {
  const head = await file.read(0, Math.min(file.size, MAX_PICKLE_BYTES), 'its beginning');
  const { root, storages, end } = readPickles(file.path, head);
  const positions = new Map<string, number>();
  let at = end;
  for (const { key, type, count } of storages) {
    const stored = (await file.read(at, COUNT_BYTES, 'a storage')).readBigInt64LE(0);
    if (stored !== BigInt(count))
      throw brokenFile(file.path, `is damaged: its storage of ${count} values has ${stored} of them`);
    positions.set(key, at + COUNT_BYTES);
    at += COUNT_BYTES + count * (type ? bytesOf(type) : 1);
  }
  // Each is looked at here, so that a file that is cut short is refused at once.
  file.expect(at, 0, 'the last of its storages');
  return torchWeights(file, root, ({ key }) => Promise.resolve(positions.get(key) ?? NaN));
}

/** The object, and its storages in the order of the file; `end` is where the first of them begins. */
function readPickles(path: string, head: Buffer): { root: PickleValue; storages: Storage[]; end: number } {
  const host = new TorchHost();
  let end = 0;
  const next = (): PickleValue => {
    const pickle = unpickle(head, end, host);
    end = pickle.end;
    return pickle.value;
  };
  try {
    if (next() !== MAGIC || next() !== PROTOCOL)
      throw new PickleError('it does not begin as `torch.save` does');
    const system = next();
    if (system instanceof Dict && system.entries.get('little_endian') === false)
      throw new PickleError(
        'was written on a machine with another byte order',
        'Save it as safetensors there.',
      );
    return { root: next(), storages: inOrder(next(), host.storages), end };
  } catch (error) {
    throw explainPickle(path, error);
  }
}

/** All storages that the object asked for, each once, in the order of the keys. */
function inOrder(keys: PickleValue, known: ReadonlyMap<string, Storage>): Storage[] {
  const names = new Set(keys instanceof List ? keys.items : []);
  const storages = [...names].flatMap((key) => (typeof key === 'string' ? (known.get(key) ?? []) : []));
  if (keys instanceof List && storages.length === keys.items.length && storages.length === known.size)
    return storages;
  throw new PickleError('its list of storages is not that of its tensors');
}
