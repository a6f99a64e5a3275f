const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const ZIP64 = 0x0001;
const IN_ZIP64 = 0xffffffff;

/** A record as the central directory describes it; sizes and positions in bytes. */
export type ZipEntry = {
  readonly flags: number;
  readonly method: number;
  readonly size: number;
  /** Size as it lies in the file. */
  readonly packed: number;
  /** Position of the record's own header. */
  readonly header: number;
};

/** The records of a central directory by name; undefined where it is damaged, or names a record twice. */
export function parseDirectory(bytes: Buffer): Map<string, ZipEntry> | undefined {
  const entries = new Map<string, ZipEntry>();
  for (let at = 0; at < bytes.length;) {
    if (bytes.length - at < CENTRAL_BYTES || bytes.readUInt32LE(at) !== CENTRAL) return undefined;
    const name = at + CENTRAL_BYTES;
    const extra = name + bytes.readUInt16LE(at + 28);
    const comment = extra + bytes.readUInt16LE(at + 30);
    const next = comment + bytes.readUInt16LE(at + 32);
    const entry = next <= bytes.length && readEntry(bytes.subarray(at), bytes.subarray(extra, comment));
    const text = bytes.toString('utf8', name, extra);
    if (!entry || entries.has(text)) return undefined;
    entries.set(text, entry);
    at = next;
  }
  return entries;
}

function readEntry(bytes: Buffer, extra: Buffer): ZipEntry | undefined {
  const wide = wideNumbers(extra);
  // The wide numbers stand in this order, and only those whose place is filled with ones.
  const [size, packed, header] = [24, 20, 42].map((offset) => {
    const narrow = bytes.readUInt32LE(offset);
    return narrow === IN_ZIP64 ? wide.shift() : narrow;
  });
  if (size === undefined || packed === undefined || header === undefined) return undefined;
  return { flags: bytes.readUInt16LE(8), method: bytes.readUInt16LE(10), size, packed, header };
}

/** The 64-bit numbers in a record's extra fields. */
function wideNumbers(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length;) {
    const begin = at + 4;
    const end = begin + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === ZIP64 && end <= extra.length)
      return Array.from({ length: Math.floor((end - begin) / 8) }, (_, index) =>
        Number(extra.readBigUInt64LE(begin + 8 * index)),
      );
    at = end;
  }
  return [];
}
