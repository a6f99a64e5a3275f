import { type FileHandle, open } from 'node:fs/promises';
import { isFloating } from './element-type.js';
import { openSafetensors } from './open-safetensors.js';

/** float32 in memory, whatever the file holds. */
export type TensorData = { shape: number[]; data: Float32Array };

/** One write call is given at most this many bytes: Node takes less than 2 GiB. */
const CHUNK = 2 ** 28;

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
      await writeAll(handle, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Reads all floating tensors of a safetensors file by name, as float32.
 * @throws UserError `checkpoint.weights` where there is no such file
 * @throws UserError `checkpoint.file` where it is cut short, not in the format, or holds a type that is not known
 */
export async function readSafetensors(path: string): Promise<Map<string, TensorData>> {
  const file = await openSafetensors(path);
  try {
    const tensors = new Map<string, TensorData>();
    for (const [name, { shape, type }] of file.tensors)
      if (isFloating(type)) tensors.set(name, { shape: [...shape], data: await file.read(name) });
    return tensors;
  } finally {
    await file.close();
  }
}

/** One write call may take less than it is given. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;)
    done += (await handle.write(bytes, done, Math.min(CHUNK, bytes.length - done))).bytesWritten;
}
