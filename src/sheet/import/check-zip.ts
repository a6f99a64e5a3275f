import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { refuseFile } from './refuse-file.js';
import { LIMITS } from './table.js';

const unpack = promisify(inflateRaw);

/** PKWARE's APPNOTE 6.3.10: 4.3.16 (end of central directory), 4.3.12 (its headers), 4.3.7 (local headers). */
const END = { signature: 0x06054b50, bytes: 22, longestComment: 0xffff };
const ENTRY = { signature: 0x02014b50, bytes: 46 };
const LOCAL = { signature: 0x04034b50, bytes: 30 };
const MOST_ENTRIES = 2000;

/**
 * Unpacks a zipped file and throws it away: what its headers say of its size may be a lie, and whoever believes it fills
 * the memory with a few kilobytes.
 * @throws UserError `import.file` for what is no zip file, or unpacks to more than the limit
 */
export async function checkZip(bytes: Uint8Array, limit: number = LIMITS.unpacked): Promise<void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left = limit;
  for (const { method, from, to } of entriesOf(view)) {
    if (method !== 0 && method !== 8) refuseFile('xlsx');
    const packed = bytes.subarray(from, to);
    // zlib stops at the first byte too many.
    const unpacked = method === 0 ? packed.length : await sizeOf(packed, left);
    left -= unpacked;
    if (left <= 0) refuseFile('unpacked', { limit: Math.round(limit / 2 ** 20) });
  }
}

async function sizeOf(packed: Uint8Array, left: number): Promise<number> {
  try {
    return (await unpack(packed, { maxOutputLength: left })).length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return left;
    return refuseFile('xlsx');
  }
}

function entriesOf(view: DataView): { method: number; from: number; to: number }[] {
  try {
    return readEntries(view);
  } catch (error) {
    // A place beyond the end of the file.
    if (error instanceof RangeError) return refuseFile('xlsx');
    throw error;
  }
}

function readEntries(view: DataView): { method: number; from: number; to: number }[] {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) refuseFile('xlsx');
  let at = view.getUint32(end + 16, true);
  return Array.from({ length: count }, () => {
    if (view.getUint32(at, true) !== ENTRY.signature) refuseFile('xlsx');
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const local = view.getUint32(at + 42, true);
    const tail = [28, 30, 32].reduce((sum, field) => sum + view.getUint16(at + field, true), 0);
    at += ENTRY.bytes + tail;
    if (view.getUint32(local, true) !== LOCAL.signature) refuseFile('xlsx');
    const from = local + LOCAL.bytes + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (from + packed > view.byteLength) refuseFile('xlsx');
    return { method, from, to: from + packed };
  });
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END.bytes;
  for (let at = last; at >= Math.max(0, last - END.longestComment); at--)
    if (view.getUint32(at, true) === END.signature) return at;
  return refuseFile('xlsx');
}
