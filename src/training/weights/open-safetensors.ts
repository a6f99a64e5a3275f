import { z } from 'zod';
import { BinaryFile } from './binary-file.js';
import { brokenFile, quoted } from './broken-file.js';
import { bytesOf, countOf, isElementType } from './element-type.js';
import { foreignFile } from './foreign-file.js';
import { readValues } from './read-values.js';
import { type StoredTensor, type WeightsFile, withOpenFile } from './weights-file.js';

const size = z.number().int().min(0);
const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(size).max(64),
  data_offsets: z.tuple([size, size]),
});
const headerSchema = z.record(z.string(), z.unknown());

/** Some 100 for each tensor. The format allows 100 MB, which would take seconds and a gigabyte to parse. */
const MAX_HEADER_BYTES = 2 ** 23;

type Entry = StoredTensor & { readonly position: number };

/**
 * Opens a safetensors file: 8 bytes with the header's length, the header in JSON, and the values, which are read
 * only when asked for.
 * @throws UserError `checkpoint.file` where it is cut short, not in the format, or holds a type that is not known
 * @see https://huggingface.co/docs/safetensors
 */
export async function openSafetensors(path: string): Promise<WeightsFile> {
  return withOpenFile(await BinaryFile.open(path), async (file) => {
    const tensors = await readHeader(file);
    return {
      tensors,
      read: (name) => {
        const entry = tensors.get(name);
        if (!entry) throw new Error(`${path} has no tensor ${name}`);
        const { type, position, shape } = entry;
        return readValues(file, { type, position, count: countOf(shape), what: quoted(name) });
      },
      close: () => file.close(),
    };
  });
}

async function readHeader(file: BinaryFile): Promise<ReadonlyMap<string, Entry>> {
  const start = file.size >= 10 ? await file.read(0, 9, 'its beginning') : Buffer.alloc(9);
  const length = Number(start.readBigUInt64LE(0));
  if (start[8] !== '{'.charCodeAt(0) || length > MAX_HEADER_BYTES)
    throw await foreignFile(file, 'safetensors file');
  const header = parseHeader(file, await file.read(8, length, 'its header'));
  const tensors = new Map<string, Entry>();
  let bytes = 0;
  for (const [name, given] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const entry = checkEntry(file, 8 + length, name, given);
    tensors.set(name, entry);
    bytes += countOf(entry.shape) * bytesOf(entry.type);
  }
  // The format forbids overlaps; with them a small file could ask for any amount of memory.
  if (bytes > file.size - 8 - length) throw brokenFile(file.path, 'is damaged: its tensors overlap');
  return tensors;
}

function parseHeader(file: BinaryFile, json: Buffer): Record<string, unknown> {
  try {
    return headerSchema.parse(JSON.parse(json.toString('utf8')));
  } catch {
    throw brokenFile(file.path, 'is damaged: its header is not valid JSON');
  }
}

function checkEntry(file: BinaryFile, values: number, name: string, given: unknown): Entry {
  const what = quoted(name);
  const { success, data: entry } = entrySchema.safeParse(given);
  if (!success) throw brokenFile(file.path, `is damaged: its header does not describe ${what} as it should`);
  const { dtype, shape } = entry;
  const [begin, end] = entry.data_offsets;
  if (!isElementType(dtype))
    throw brokenFile(
      file.path,
      `holds ${what} in the type ${quoted(dtype)}, which cannot be read`,
      'Take a checkpoint in F32, F16 or BF16, or convert this one.',
    );
  if (end - begin !== countOf(shape) * bytesOf(dtype))
    throw brokenFile(
      file.path,
      `is damaged: its header gives ${what} ${end - begin} bytes, which is not the size of [${String(shape)}] in ${dtype}`,
    );
  file.expect(values + begin, end - begin, what);
  return { shape, type: dtype, position: values + begin };
}
