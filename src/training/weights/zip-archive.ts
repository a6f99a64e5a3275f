import type { BinaryFile } from './binary-file.js';
import { brokenFile, quoted } from './broken-file.js';
import { foreignFile } from './foreign-file.js';
import { type ZipEntry, parseDirectory } from './zip-directory.js';

const END = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT = 65_535;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const LOCATOR64_BYTES = 20;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const STORED = 0;
const ENCRYPTED = 1;

/** A checkpoint has a few hundred records of some 80 bytes each. */
const MAX_DIRECTORY_BYTES = 2 ** 22;

/**
 * The records of a zip archive, zip64 too, as far as `torch.save` writes them: stored, neither compressed nor
 * encrypted. Names and sizes are those of the central directory.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export class ZipArchive {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly #file: BinaryFile;

  private constructor(file: BinaryFile, entries: ReadonlyMap<string, ZipEntry>) {
    this.#file = file;
    this.entries = entries;
  }

  /** @throws UserError `checkpoint.file` where the directory at the end of the file is missing or damaged */
  static async open(file: BinaryFile): Promise<ZipArchive> {
    const { position, size } = await findDirectory(file);
    if (size > MAX_DIRECTORY_BYTES) throw brokenFile(file.path, 'is damaged: it has too many records');
    const entries = parseDirectory(await file.read(position, size, 'its directory'));
    if (!entries) throw brokenFile(file.path, 'is damaged: the directory at its end is not a whole one');
    return new ZipArchive(file, entries);
  }

  /**
   * The record's size in bytes.
   * @throws UserError `checkpoint.file` where there is no such record, or it is not simply stored
   */
  sizeOf(name: string): number {
    return this.#entry(name).size;
  }

  /**
   * Where the record's bytes begin in the file: its own header there may be longer than in the directory.
   * @throws UserError `checkpoint.file` as `sizeOf`, and where the file is cut short
   */
  async locate(name: string): Promise<number> {
    const { header, size } = this.#entry(name);
    const local = await this.#file.read(header, LOCAL_BYTES, quoted(name));
    if (local.readUInt32LE(0) !== LOCAL)
      throw brokenFile(this.#file.path, `is damaged: ${quoted(name)} is not where its directory says`);
    const position = header + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
    this.#file.expect(position, size, quoted(name));
    return position;
  }

  async read(name: string): Promise<Buffer> {
    return this.#file.read(await this.locate(name), this.sizeOf(name), quoted(name));
  }

  #entry(name: string): ZipEntry {
    const entry = this.entries.get(name);
    if (!entry) throw brokenFile(this.#file.path, `is damaged: it has no record ${quoted(name)}`);
    if (entry.method === STORED && !(entry.flags & ENCRYPTED) && entry.packed === entry.size) return entry;
    throw brokenFile(
      this.#file.path,
      `holds ${quoted(name)} compressed or encrypted, as PyTorch never writes it`,
      'Take the file as it was, without packing it again.',
    );
  }
}

/** The central directory, by the record that ends the file. */
async function findDirectory(file: BinaryFile): Promise<{ position: number; size: number }> {
  const length = Math.min(file.size, END_BYTES + MAX_COMMENT);
  const tail = await file.read(file.size - length, length, 'its end');
  for (let at = length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END || at + END_BYTES + tail.readUInt16LE(at + 20) !== length) continue;
    const wide = await findDirectory64(file, file.size - length + at);
    return wide ?? { position: tail.readUInt32LE(at + 16), size: tail.readUInt32LE(at + 12) };
  }
  const [first, second] = await file.read(0, Math.min(2, file.size), 'its beginning');
  if (first !== 0x50 || second !== 0x4b) throw await foreignFile(file, 'checkpoint of PyTorch');
  throw brokenFile(file.path, 'is cut short: the directory of its records, which ends the file, is missing');
}

/** The directory of an archive that has 64-bit sizes; undefined for others. */
async function findDirectory64(
  file: BinaryFile,
  end: number,
): Promise<{ position: number; size: number } | undefined> {
  if (end < LOCATOR64_BYTES) return undefined;
  const locator = await file.read(end - LOCATOR64_BYTES, LOCATOR64_BYTES, 'its end');
  if (locator.readUInt32LE(0) !== LOCATOR64) return undefined;
  const record = await file.read(Number(locator.readBigUInt64LE(8)), 56, 'its end (zip64)');
  if (record.readUInt32LE(0) !== END64) throw brokenFile(file.path, 'is damaged: its end (zip64) is missing');
  return { position: Number(record.readBigUInt64LE(48)), size: Number(record.readBigUInt64LE(40)) };
}
