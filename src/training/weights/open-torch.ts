import { BinaryFile } from './binary-file.js';
import { foreignFile } from './foreign-file.js';
import { readLegacyTorch } from './read-legacy-torch.js';
import { readZippedTorch } from './read-zipped-torch.js';
import { type WeightsFile, withOpenFile } from './weights-file.js';

/** PROTO 2, then LONG1 with 10 bytes: how the pickled magic number of the legacy format begins. */
const LEGACY = [0x80, 0x02, 0x8a, 0x0a];
const ZIP = [0x50, 0x4b];

/**
 * Opens a file of `torch.save`: a zip archive, or the format before PyTorch 1.6. Nothing of it is ever run.
 * @throws UserError `checkpoint.file` where it is damaged or something else
 * @throws UserError `checkpoint.pickle` where it asks for more than tensors
 */
export async function openTorch(path: string): Promise<WeightsFile> {
  return withOpenFile(await BinaryFile.open(path), async (file) => {
    const head = await file.read(0, Math.min(LEGACY.length, file.size), 'its beginning');
    const begins = (bytes: readonly number[]) => bytes.every((byte, at) => head[at] === byte);
    if (begins(ZIP)) return readZippedTorch(file);
    if (begins(LEGACY)) return readLegacyTorch(file);
    throw await foreignFile(file, 'checkpoint of PyTorch');
  });
}
