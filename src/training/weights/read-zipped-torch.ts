import type { BinaryFile } from './binary-file.js';
import { brokenFile } from './broken-file.js';
import { bytesOf } from './element-type.js';
import { explainPickle } from './pickle-error.js';
import type { PickleValue } from './pickle-value.js';
import { TorchHost } from './torch-host.js';
import { MAX_PICKLE_BYTES } from './torch-limits.js';
import { torchWeights } from './torch-weights.js';
import { unpickle } from './unpickle.js';
import type { WeightsFile } from './weights-file.js';
import { ZipArchive } from './zip-archive.js';

/**
 * A file of `torch.save` since 1.6: a zip archive with `<top>/data.pkl` and each storage as `<top>/data/<key>`.
 * @throws UserError `checkpoint.file`, `checkpoint.pickle`
 */
export async function readZippedTorch(file: BinaryFile): Promise<WeightsFile> {
  const archive = await ZipArchive.open(file);
  const top = topFolder(file, archive);
  await checkByteOrder(file, archive, `${top}/byteorder`);
  const { root, host } = await readRoot(file, archive, `${top}/data.pkl`);
  for (const { key, type, count } of host.storages.values()) {
    const size = archive.sizeOf(`${top}/data/${key}`);
    if (size !== count * (type ? bytesOf(type) : 1))
      throw brokenFile(file.path, `is damaged: its storage of ${count} values has ${size} bytes`);
  }
  return torchWeights(file, root, ({ key }) => archive.locate(`${top}/data/${key}`));
}

function topFolder(file: BinaryFile, archive: ZipArchive): string {
  const tops = [...archive.entries.keys()].flatMap((name) => /^([^/]+)\/data\.pkl$/.exec(name)?.[1] ?? []);
  const [top] = tops;
  if (top !== undefined && tops.length === 1) return top;
  throw brokenFile(
    file.path,
    'is a zip archive, but none of `torch.save`: it has no data.pkl in its one folder',
    'Unpack it, or take the file that PyTorch wrote.',
  );
}

async function checkByteOrder(file: BinaryFile, archive: ZipArchive, name: string): Promise<void> {
  // Versions before 2.1 do not say; machines that store the highest byte first hardly ever trained a model.
  if (!archive.entries.has(name)) return;
  if (archive.sizeOf(name) === 6 && (await archive.read(name)).toString('latin1') === 'little') return;
  throw brokenFile(
    file.path,
    'was written on a machine with another byte order',
    'Load it with PyTorch and save it as safetensors.',
  );
}

async function readRoot(
  file: BinaryFile,
  archive: ZipArchive,
  name: string,
): Promise<{ root: PickleValue; host: TorchHost }> {
  if (archive.sizeOf(name) > MAX_PICKLE_BYTES)
    throw brokenFile(file.path, 'is damaged: its data.pkl is larger than that of any checkpoint');
  const bytes = await archive.read(name);
  const host = new TorchHost();
  try {
    return { root: unpickle(bytes, 0, host).value, host };
  } catch (error) {
    throw explainPickle(file.path, error);
  }
}
