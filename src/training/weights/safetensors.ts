import { type FileHandle, open, readFile } from 'node:fs/promises';
import { z } from 'zod';

/** float32 in memory, whatever the file holds. */
export type TensorData = { shape: number[]; data: Float32Array };

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.number().int().min(0)),
  data_offsets: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
});

/** The format's own limit on its header. */
const MAX_HEADER_BYTES = 100_000_000;

/**
 * Writes a safetensors file: the header's length (8 bytes, little-endian), the header in JSON, padded with spaces to
 * a multiple of 8, and the values. Flushed to the disk when it returns.
 * @see https://huggingface.co/docs/safetensors
 */
export async function writeSafetensors(
  file: string,
  tensors: ReadonlyMap<string, TensorData>,
  metadata: Record<string, string> = {},
): Promise<void> {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt', ...metadata } };
  let offset = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const handle = await open(file, 'w', 0o600);
  try {
    await writeAll(handle, Buffer.concat([length, padded]));
    for (const { data } of tensors.values())
      await writeAll(handle, Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Reads the float32 tensors of a safetensors file by name.
 * @throws Error naming the file where it is cut short, not in the format, or holds another type
 */
export async function readSafetensors(file: string): Promise<Map<string, TensorData>> {
  const bytes = await readFile(file);
  const length = bytes.length >= 8 ? Number(bytes.readBigUInt64LE(0)) : Infinity;
  if (length > MAX_HEADER_BYTES || 8 + length > bytes.length)
    throw new Error(`${file} is no safetensors file, or is cut short`);
  const header: unknown = JSON.parse(bytes.subarray(8, 8 + length).toString('utf8'));
  const entries = Object.entries(z.record(z.string(), z.unknown()).parse(header));
  const values = bytes.subarray(8 + length);
  return new Map(
    entries
      .filter(([name]) => name !== '__metadata__')
      .map(([name, entry]) => [name, readTensor(values, entrySchema.parse(entry), `${file}: ${name}`)]),
  );
}

function readTensor(values: Buffer, entry: z.infer<typeof entrySchema>, what: string): TensorData {
  const [begin, end] = entry.data_offsets;
  const count = entry.shape.reduce((product, size) => product * size, 1);
  if (entry.dtype !== 'F32') throw new Error(`${what} holds ${entry.dtype}; only F32 can be read`);
  if (end > values.length || end - begin !== 4 * count) throw new Error(`${what} is cut short`);
  // Copied, since a view of floats must begin at a multiple of 4 bytes.
  const data = new Float32Array(new Uint8Array(values.subarray(begin, end)).buffer);
  return { shape: entry.shape, data };
}

/** One write call may take less than it is given. */
async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length;)
    done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
}
